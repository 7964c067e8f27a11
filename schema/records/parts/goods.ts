import { codeList } from '../description/codeList.js';

/** Commodity groups of the WCO's Customs Enforcement Network. */
export const goodsCategories = codeList('SeizedItemCategory', [
  ...(['DRUGS', 'PRECURSORS', 'TOBACCO', 'ALCOHOL', 'WEAPONS_EXPLOSIVES', 'IPR_COUNTERFEIT', 'CITES'] as const),
  ...(['CULTURAL_GOODS', 'CURRENCY', 'MEDICINES', 'NUCLEAR_RADIOACTIVE', 'HAZARDOUS_WASTE'] as const),
  ...(['OTHER_TAX_FRAUD', 'OTHER'] as const),
]);

/** Drug groups of the UNODC. */
export const drugGroups = codeList('DrugGroup', [
  ...(['CANNABIS', 'COCAINE', 'OPIOIDS', 'ATS', 'NPS', 'HALLUCINOGENS', 'SEDATIVES', 'OTHER'] as const),
]);
