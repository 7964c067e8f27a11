import { readFileSync } from 'node:fs';
import { parse } from 'graphql';

/** Sources of the peers' graph; ours has six, of which the operation meets the same three. */
export const systemSources = ['cargo', 'persons', 'seizures'];

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

export const systemSdl = (name) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])\n\n${read(`${name}.graphql`)}`;

/** @param {Record<string, string>} urls by source @returns {Promise<string>} supergraph SDL */
export async function composeSystem(urls) {
  const { composeServices } = await import('@apollo/composition');
  const services = systemSources.map((name) => ({ name, url: urls[name], typeDefs: parse(systemSdl(name)) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(`the peers' sources do not compose: ${errors?.join('; ')}`);
  return supergraphSdl;
}

/** A list over three sources, as Q3 is; every field of it is classified and FULL for this viewer. */
export const systemOperation = {
  id: 'S3',
  title: 'list of 37 to 100 consignments with their parties, the persons among them, and their seizures',
  viewer: 'analyst',
  variants: Array.from({ length: 64 }, (_, index) => ({ first: 100 - index })),
  query: `query S3($first: Int!) {
  consignments(first: $first) {
    edges {
      node {
        id mrn lrn ucr specificCircumstanceIndicator splitConsignment conveyanceReference customsOfficeFirstEntry
        departure estimatedArrival actualArrival grossMassKg
        transportDocument { type reference }
        parties { role name eori address { city country } person { id name birthDate nationality gender } }
        seizures(first: 2) {
          edges { node { id statedMrn seizure { id caseReference seizedAt customsOffice legalStatus detectionMethod } } }
        }
      }
    }
  }
}`,
};
