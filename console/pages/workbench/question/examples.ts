/** A question to begin with: one of the README's, or the demonstration's. */
export interface Example {
  readonly id: 'search' | 'trace' | 'parties' | 'counts';
  readonly query: string;
  /** JSON. */
  readonly variables?: string;
}

/** In the order of the README; a test holds them equal to it. */
export const examples: readonly Example[] = [
  {
    id: 'search',
    query: `{
  search(text: "Fiktiv Nebyvalenko Omega") {
    recognised { form }
    persons(first: 1) { state feeds similar { score matchedName person { name birthDate } settledBy } }
    consignments { state lookedUp exact { mrn } words { mrn } }
  }
}
`,
  },
  {
    id: 'trace',
    query: `query Trace($container: ID!) {
  container(id: $container) {
    consignments(first: 1) {
      edges {
        node {
          mrn
          risk { score }
          consignor {
            name
            person {
              name
              birthDate
              seizures(first: 3) { edges { node { role seizure { caseReference concealment } } } }
              incidents(first: 3) { edges { node { role incident { title jointOperation { name } } } } }
            }
          }
        }
      }
    }
  }
}
`,
    variables: '{ "container": "ZZZU2601176" }',
  },
  {
    id: 'parties',
    query: `{
  container(id: "ZZZU2601181") {
    consignments {
      edges {
        node {
          lrn
          parties { role name matches { persons(first: 1) { state matches { score person { name birthDate } } } } }
        }
      }
    }
  }
}
`,
  },
  {
    id: 'counts',
    query: `{
  seizures(first: 1) {
    totalCount { number }
    facets(by: ITEM_CATEGORY, first: 2) { buckets { value count { number } } notShown { number } }
    edges { node { explain(field: "caseReference") { effect words } } }
  }
}
`,
  },
];
