/* Where recipes, concepts and the pack are: shared by the programs. */
#ifndef ENT_CLI_DATA_DIR_H
#define ENT_CLI_DATA_DIR_H

/* $ENTENTE_DATA, else the source tree of a build that is not installed, else the folder as installed. */
const char *ent_data_dir(void);

#endif
