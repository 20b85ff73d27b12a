"""validate.py SCHEMA FILE...: each file is JSON that the schema (draft 2020-12) allows; and every property, item and word of
the schema is described. validate.py --can says by its status whether the validator is here."""
import glob
import json
import os
import sys

try:
    from jsonschema import Draft202012Validator, RefResolver
except ImportError:
    sys.exit(77)


def undescribed(node, path):
    """Places that say nothing of what they hold."""
    for key in ("properties", "patternProperties", "$defs"):
        for name, child in node.get(key, {}).items():
            if "description" not in child and "$ref" not in child:
                yield f"{path}/{key}/{name}"
            yield from undescribed(child, f"{path}/{key}/{name}")
    if isinstance(node.get("items"), dict):
        yield from undescribed(node["items"], path + "/items")


def beside(name):
    """The schemas of the same folder by their names: one verb's answer may stand in another's."""
    store = {}
    for path in glob.glob(os.path.join(os.path.dirname(name) or ".", "*.json")):
        with open(path, encoding="utf-8") as file:
            store[os.path.basename(path)] = json.load(file)
    return store


def main(arguments):
    if arguments == ["--can"]:
        return 0
    with open(arguments[0], encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    faults = [f"{arguments[0]}: no description: {place}" for place in undescribed(schema, "")]
    resolver = RefResolver(schema["$id"], schema, store=beside(arguments[0]))
    validator = Draft202012Validator(schema, resolver=resolver)
    for name in arguments[1:]:
        with open(name, encoding="utf-8") as file:
            value = json.load(file)
        for error in list(validator.iter_errors(value))[:3]:
            while error.context:  # of several forms, what is wrong with the one that comes nearest
                error = min(error.context, key=lambda one: (-len(one.absolute_path), len(one.message)))
            faults.append(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


sys.exit(main(sys.argv[1:]))
