// What @actions/core writes for each command of a JSON array on standard input: [name, properties, message].
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const file = pathToFileURL(`${process.env.CLIENTS}/@actions/core/lib/command.js`);
const { issueCommand } = await import(file);
for (const command of JSON.parse(readFileSync(0, "utf8"))) issueCommand(...command);
