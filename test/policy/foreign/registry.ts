import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { parsePolicy } from '../../../policy/loading/load.js';
import type { PolicyFiles } from '../../../policy/loading/mistake.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import type { Policy } from '../../../policy/policy.js';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@external", "@requires",' +
  ' "@provides", "@shareable", "@override", "@interfaceObject", "@context", "@fromContext"])\n';

/** Foreign sources: a register of ships, one of their owners, and two that make something of what the first holds. */
export const registrySources = {
  registry: `
    type Query { ships(flag: String, order: ShipOrder): [Ship!] ship(id: ID!): Ship hulls: [Hull] }
    enum ShipOrder { NAME TONNAGE }
    interface Hull @key(fields: "id") { id: ID! name: String }
    type Ship implements Hull @key(fields: "id") @context(name: "ship") {
      id: ID! name: String flag: String! tonnage: Int @shareable owner: Owner berth: Berth
    }
    type Owner @key(fields: "id") { id: ID! }
    type Berth @key(fields: "id") { id: ID! fee(flag: String @fromContext(field: "$ship { flag }")): Int }`,
  owners: `
    type Query { owner(name: String): Owner firstShips: [Ship!] @provides(fields: "tonnage") }
    type Owner @key(fields: "id") { id: ID! name: String @shareable address: String notes: String }
    type Ship @key(fields: "id") { id: ID! tonnage: Int @external }`,
  tariff: `
    type Ship @key(fields: "id") { id: ID! tonnage: Int @external duty: Int @requires(fields: "tonnage") }`,
  names: `
    type Hull @key(fields: "id") @interfaceObject { id: ID! name: String @external label: String @requires(fields: "name") }`,
} as const;

/** The supergraph of foreign sources, by their SDL. */
export function composed(sources: Readonly<Record<string, string>> = registrySources): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(sources).map(([name, sdl]) => ({
      name,
      url: `http://${name}.invalid`,
      typeDefs: parse(link + sdl),
    })),
  );
  if (!supergraphSdl) throw new Error(errors?.map(String).join('\n'));
  return supergraphSdl;
}

/** Labels under which everything holds. */
export const registryCoordinates = `
sources:
  registry: { originator: DE-POLICE, classification: PUBLIC }
  owners: { originator: DE-POLICE, classification: PUBLIC }
  tariff: { originator: DE-POLICE, classification: PUBLIC }
  names: { originator: DE-POLICE, classification: PUBLIC }
labels:
  Query: public
  Query.ships(flag:): vessels.registration
  Query.ships(order:): public
  Query.ship(id:): public
  Query.owner(name:): persons.identity
  ShipOrder: public
  ShipOrder.TONNAGE: vessels.registration
  Hull.id: public
  Hull.name: vessels.registration
  Hull.label: vessels.registration
  Ship: vessels.registration
  Ship.id: public
  Ship.owner: public
  Owner.id: public
  Owner.name: persons.identity
  Owner.address: persons.contact
  Berth.id: public
  Berth.fee: vessels.registration
`;

/** The product's policy with labels of foreign sources. */
export function registryFiles(coordinates: string = registryCoordinates): PolicyFiles {
  return { ...readPolicyFiles(), coordinates };
}

/** The same, parsed. */
export function registryPolicy(coordinates?: string): Policy {
  return parsePolicy(registryFiles(coordinates));
}
