import type { Check } from '../check.js';
import { certificates } from './certificates.js';
import { backups } from './database/backups.js';
import { logins } from './database/logins.js';
import { postgres } from './database/postgres.js';
import { tables } from './database/tables.js';
import { disk } from './disk.js';
import { feeds } from './feeds.js';
import { files } from './files.js';
import { issuers } from './issuers.js';
import { keys } from './keys.js';
import { logs } from './logs.js';
import { serving } from './serving.js';
import { settings } from './settings.js';
import { witnesses } from './witnesses.js';

/** All checks, in the order in which they are printed. */
export const checks: readonly Check[] = [
  ...[
    settings,
    files,
    certificates,
    issuers,
    serving,
    postgres,
    tables,
    logins,
    keys,
    disk,
    logs,
    witnesses,
    backups,
    feeds,
  ],
];
