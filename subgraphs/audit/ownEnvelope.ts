import type { EnvelopeRow } from '../kit/rows.js';

/**
 * The envelope of an object that the log makes and no record states: it is its agency's, which decides who may have it, and the log
 * names it so.
 *
 * @param category of everything in it
 */
export function ownEnvelope(id: string, agency: string, category: string): EnvelopeRow {
  // Of `termColumns`: nothing is stated but what the object holds.
  const terms = `{0,false,portcullis-audit,NULL,NULL,"{}","{}","{}","{}","{}","{${category}}"}`;
  return { id, env_expires_at: null, env_key: null, env_originator: agency, env_terms: terms };
}
