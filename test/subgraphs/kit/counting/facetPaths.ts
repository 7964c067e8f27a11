/** Where the values of each facet stand in a record, by list; `[]` after the lists in pages. Stated anew, not read from the descriptions. */
export const facetPaths: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  consignments: {
    TRANSPORT_MODE: 'transportMode',
    COUNTRY_OF_ROUTING: 'countriesOfRouting',
    PLACE_OF_LOADING: 'placeOfLoading.unlocode',
    PLACE_OF_UNLOADING: 'placeOfUnloading.unlocode',
    CUSTOMS_OFFICE_FIRST_ENTRY: 'customsOfficeFirstEntry',
    COUNTRY_OF_EXPORT: 'countryOfExport',
    COUNTRY_OF_DESTINATION: 'countryOfDestination',
    HS6: 'goodsItems[].hs6',
    COUNTRY_OF_ORIGIN: 'goodsItems[].countryOfOrigin',
    RISK_RESULT: 'risk.result',
    SOURCE: 'handling.source',
  },
  persons: {
    BIRTH_COUNTRY: 'birthCountry',
    NATIONALITY: 'nationality',
    GENDER: 'gender',
    TOPIC: 'topics',
    SOURCE: 'handling.source',
  },
  organizations: { JURISDICTION: 'jurisdiction', TOPIC: 'topics', SOURCE: 'handling.source' },
  vessels: { FLAG: 'flag', TYPE: 'type', PROGRAMME: 'programmes', SOURCE: 'handling.source' },
  aircraftRecords: {
    COUNTRY: 'country',
    TYPE: 'type',
    MODEL: 'model',
    PROGRAMME: 'programmes',
    SOURCE: 'handling.source',
  },
  seizures: {
    ITEM_CATEGORY: 'items[].category',
    DRUG_GROUP: 'items[].drugGroup',
    UNLOCODE: 'place.location.unlocode',
    COUNTRY: 'place.countryCode',
    ORIGIN_COUNTRY: 'route.originCountry',
    SEIZING_AUTHORITY: 'seizingAuthority.id',
    LEGAL_STATUS: 'legalStatus',
    RISK_CHANNEL: 'riskChannel',
    DETECTION_METHOD: 'detectionMethod',
    CONCEALMENT: 'concealment',
    SOURCE: 'handling.source',
  },
  seizureStatistics: {
    REPORTED_BY: 'reportedBy',
    REGION: 'region',
    COUNTRY: 'countryCode',
    CATEGORY: 'category',
    DRUG_GROUP: 'drugGroup',
    SOURCE: 'handling.source',
  },
  incidents: {
    KIND: 'kind',
    CRIME_AREA: 'crimeArea',
    STATUS: 'status',
    LOCATION_TYPE: 'locationType',
    COUNTRY_CODE: 'countryCode',
    SEA_AREA: 'seaArea',
    UNLOCODE: 'location.unlocode',
    SOURCE: 'handling.source',
  },
  jointOperations: {},
};

/** The selection that shows a path. */
export function selectionOf(path: string): string {
  return path
    .split('.')
    .reverse()
    .reduce((below, step) => {
      const name = step.replace('[]', '');
      if (below === '') return name;
      return step.endsWith('[]') ? `${name}(first: 100) { edges { node { ${below} } } }` : `${name} { ${below} }`;
    }, '');
}

/** The values at a path of a record, each once. */
export function valuesAt(record: unknown, path: string): readonly string[] {
  const values = path.split('.').reduce<readonly unknown[]>(
    (found, step) =>
      found.flatMap((each) => {
        const value = (each as Record<string, unknown> | null)?.[step.replace('[]', '')];
        return step.endsWith('[]') ? ((value as Page | null)?.edges ?? []).map(({ node }) => node) : [value];
      }),
    [record],
  );
  return [...new Set(values.flat().flatMap((value) => (value === null || value === undefined ? [] : [String(value)])))];
}

interface Page {
  readonly edges: readonly { readonly node: unknown }[];
}
