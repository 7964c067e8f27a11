// SPDX-License-Identifier: Apache-2.0

import { bisDpl } from './bis-dpl.js';
import { cbpSeizures } from './cbp-seizures.js';
import { countries } from './countries.js';
import { ens } from './ens.js';
import type { Format } from './format.js';
import { ftm } from './ftm.js';
import { hs } from './hs.js';
import { mapped } from './mapped.js';
import { ndex } from './ndex.js';
import { nibrs } from './nibrs.js';
import { ofacConsolidated } from './ofac-consolidated.js';
import { ofacSdn } from './ofac-sdn.js';
import { pirateAttacks } from './pirate-attacks.js';
import { portcullisJsonl } from './portcullis-jsonl.js';
import { rec20 } from './rec20.js';
import { rec21 } from './rec21.js';
import { scmsShipments } from './scms-shipments.js';
import { unConsolidated } from './un-consolidated.js';
import { unlocode } from './unlocode.js';
import { unodcSeizures } from './unodc-seizures.js';
import { usCsl } from './us-csl.js';
import { wcoDeclaration } from './wco-declaration.js';

/** Every format that `portcullis ingest` reads, by name. */
export const formats: ReadonlyMap<string, Format> = new Map(
  [
    bisDpl,
    ofacSdn,
    ofacConsolidated,
    unConsolidated,
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
