import { renameSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { readPolicyFiles } from './load.js';
import { parsedTextsFile, parseTexts } from './yaml.js';

/*
 * The last step of the build: keeps what the policy's files say, so that no process has to parse YAML for them. A file
 * that is changed afterwards is parsed when it is read.
 */
const parsed = parseTexts(Object.values(readPolicyFiles()));
const written = JSON.stringify(parsed);
if (!isDeepStrictEqual(JSON.parse(written), parsed)) throw new Error('the policy says something that JSON cannot say');
// Why so: anyone who reads meanwhile has the whole of one or of the other.
writeFileSync(`${parsedTextsFile}.new`, written);
renameSync(`${parsedTextsFile}.new`, parsedTextsFile);
