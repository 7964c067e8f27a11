import { cbpSeizures } from './cbp/cbp-seizures.js';
import { countries } from './codeLists/countries.js';
import { hs } from './codeLists/hs.js';
import { rec20 } from './codeLists/rec20.js';
import { rec21 } from './codeLists/rec21.js';
import { unlocode } from './codeLists/unlocode.js';
import { ens } from './ens/ens.js';
import type { Format } from './format.js';
import { ftm } from './ftm/ftm.js';
import { mapped } from './mapped.js';
import { ndex } from './ndex/ndex.js';
import { nibrs } from './nibrs/nibrs.js';
import { pirateAttacks } from './pirates/pirate-attacks.js';
import { portcullisJsonl } from './portcullis/portcullis-jsonl.js';
import { scmsShipments } from './scms/scms-shipments.js';
import { unodcSeizures } from './unodc/unodc-seizures.js';
import { bisDpl } from './watchlists/bis-dpl.js';
import { euFsf } from './watchlists/eu-fsf.js';
import { ofacConsolidated, ofacSdn } from './watchlists/ofac-sdn.js';
import { ofacAdvanced, ofacConsolidatedAdvanced } from './watchlists/ofacAdvanced/ofac-advanced.js';
import { ukOfsi, ukSanctionsList } from './watchlists/uk/uk-lists.js';
import { unConsolidated } from './watchlists/un-consolidated.js';
import { usCsl } from './watchlists/us-csl.js';
import { wcoDeclaration } from './wco/wco-declaration.js';

/** Every format that `portcullis ingest` reads, by name. */
export const formats: ReadonlyMap<string, Format> = new Map(
  [
    bisDpl,
    ofacSdn,
    ofacConsolidated,
    ofacAdvanced,
    ofacConsolidatedAdvanced,
    unConsolidated,
    euFsf,
    ukSanctionsList,
    ukOfsi,
    usCsl,
    ftm,
    ens,
    wcoDeclaration,
    scmsShipments,
    pirateAttacks,
    nibrs,
    ndex,
    cbpSeizures,
    unodcSeizures,
    countries,
    hs,
    rec20,
    rec21,
    unlocode,
    mapped,
    portcullisJsonl,
  ].map((format) => [format.name, format]),
);
