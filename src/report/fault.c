#include "report/fault.h"

#include <math.h>

void ent_fault_text(struct ent_text *out, const struct ent_style *style, size_t indent,
                    const struct ent_claim_fault *fault) {
    size_t columns;
    int blanks = (int)indent;
    if (fault->text && ent_claim_caret(fault->text, fault->place, &columns)) /* not broken, or the caret would lie */
        ent_text_format(out, "%*s%s\n%*s^\n", blanks, "", fault->text, (int)(indent + columns), "");
    else if (fault->text)
        ent_style_paragraph(out, style, indent + 2, "%*s%s", blanks, "", fault->text);
    ent_style_paragraph(out, style, indent + 2, "%*s%s", blanks, "", fault->message);
}

void ent_fault_json(struct ent_json *json, const char *key, const struct ent_claim_fault *fault) {
    ent_json_open(json, key, '{');
    ent_json_string(json, "file", fault->file);
    ent_json_integer(json, "line", fault->line);
    ent_json_string(json, "message", fault->message);
    ent_json_string(json, "claim", fault->text);
    ent_json_number(json, "byte", fault->place == ENT_NOWHERE ? (double)NAN : (double)fault->place);
    ent_json_close(json, '}');
}
