import { systemOperation } from './operation.mjs';

/*
 * S3 as PostGraphile's schema over one database has it, and its answer in the words of ours: nothing is timed before the two
 * are the same. The order by the row's id is said, for PostGraphile would else add it the other way round, off the index.
 */
export const inOneDatabase = {
  ...systemOperation,
  query: `query S3($first: Int!) {
  consignments: allConsignments(first: $first, orderBy: [ESTIMATED_ARRIVAL_DESC, ROW_ID_DESC]) {
    edges {
      node {
        id: rowId mrn lrn ucr specificCircumstanceIndicator splitConsignment conveyanceReference customsOfficeFirstEntry
        departure estimatedArrival actualArrival grossMassKg
        transportDocumentType transportDocumentReference
        parties: tradePartiesByConsignmentId(orderBy: SEQUENCE_ASC) {
          nodes { role name eori city country person: personByPersonRef { id: rowId name birthDate nationality gender } }
        }
        seizures: seizureConsignmentsByConsignmentRef(first: 2, orderBy: ROW_ID_ASC) {
          edges {
            node {
              id: rowId statedMrn
              seizure: seizureBySeizureId { id: rowId caseReference seizedAt customsOffice legalStatus detectionMethod }
            }
          }
        }
      }
    }
  }
}`,
  rename: ({ consignments }) => ({
    consignments: { edges: consignments.edges.map(({ node }) => ({ node: toConsignment(node) })) },
  }),
};

const instant = (text) => text && new Date(text).toISOString().replace('.000Z', 'Z');

function toConsignment({
  transportDocumentType: type,
  transportDocumentReference: reference,
  parties,
  seizures,
  ...node
}) {
  return {
    ...node,
    departure: instant(node.departure),
    estimatedArrival: instant(node.estimatedArrival),
    actualArrival: instant(node.actualArrival),
    grossMassKg: Number(node.grossMassKg),
    transportDocument: { type, reference },
    parties: parties.nodes.map(({ role, name, eori, city, country, person }) => ({
      ...{ role, name, eori, address: { city, country } },
      person,
    })),
    seizures: {
      edges: seizures.edges.map(({ node: { seizure, ...link } }) => ({
        node: { ...link, seizure: { ...seizure, seizedAt: instant(seizure.seizedAt) } },
      })),
    },
  };
}
