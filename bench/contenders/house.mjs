/*
 * Portcullis whole, as `npm start` runs it: gateway, policy, log and sources in one process over PostgreSQL.
 * Usage: node contenders/house.mjs CONFIG.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { product } from '../product.mjs';
import { viewers } from '../replay/guarded.mjs';

const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { readSettings } = await product('cli/config.js');
const { openDeployment } = await product('cli/serve/openDeployment.js');
const { openLog } = await product('cli/log.js');
const { Lifecycle } = await product('cli/lifecycle.js');
const { mintToken } = await product('cli/keys/mintToken.js');

const { settings } = readSettings({ data: config.data, port: config.port, demo: false, logLevel: 'warn' }, {});
await openDeployment(settings, openLog(settings), new Lifecycle());
const { agency, role, purpose } = viewers.analyst;
const token = await mintToken(settings, { agency, role, subject: 'bench', ttlSeconds: 43_200 });
writeFileSync(
  config.tokensFile,
  JSON.stringify({ analyst: { authorization: `Bearer ${token}`, 'query-purpose': purpose } }),
);
