import { buildASTSchema, type DocumentNode, parse } from 'graphql';
import type { Bounds } from '../../../policy/bounds.js';
import type { Effect } from '../../../policy/types.js';
import { readAccess } from '../../../schema/access.js';

const sdl = /* GraphQL */ `
  directive @access(category: String!, use: String) repeatable on OBJECT | INTERFACE | FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_OBJECT | INPUT_FIELD_DEFINITION | ENUM | ENUM_VALUE
  type Query {
    person(id: ID, passport: PassportInput @access(category: "documents", use: LOOKUP)): Person @access(category: "public")
    persons(first: Int = 20, filter: PersonFilter, sort: PersonSort): PersonConnection @access(category: "public")
    node(id: ID!): Node @access(category: "public")
    thing: Thing @access(category: "public")
    port(code: ID! @access(category: "public")): Port @access(category: "public")
    ports: PortConnection @access(category: "public")
    viewer: Viewer @access(category: "public")
    tally(by: PersonFacetField! @access(category: "public")): Int @access(category: "public")
    score(of: String! @access(category: "reason", use: AGGREGATE)): Float @access(category: "public")
  }
  enum PersonFacetField { NAME @access(category: "identity", use: AGGREGATE) REASON @access(category: "reason", use: AGGREGATE) }
  interface Node { id: ID! @access(category: "public") }
  interface Titled @access(category: "identity") { title: String }
  union Thing = Person | Ship
  type Person implements Node & Titled @access(category: "identity") {
    id: ID! @access(category: "public")
    visibleRef: ID! @access(category: "public")
    name: String
    title: String
    passport: Passport @access(category: "documents")
    reason: String @access(category: "reason")
    friends(first: Int = 20, filter: PersonFilter): PersonConnection
    home: Port @access(category: "contact")
  }
  type Passport @access(category: "documents") { number: String  issuer: String @access(category: "reason") }
  type Ship implements Node & Titled @access(category: "vessels") {
    id: ID! @access(category: "public")
    visibleRef: ID! @access(category: "public")
    name: String
    title: String
    secret: String @access(category: "special")
  }
  type Vault @access(category: "special") { gold: Int }
  type PersonConnection @access(category: "public") { edges: [PersonEdge!] pageInfo: PageInfo! }
  type PersonEdge @access(category: "public") { cursor: String! node: Person }
  type PageInfo @access(category: "public") { hasNextPage: Boolean! }
  type Port { code: ID! @access(category: "public") name: String @access(category: "public") persons: PersonConnection @access(category: "identity") vault: Vault @access(category: "special") }
  type PortConnection @access(category: "public") { edges: [PortEdge!] }
  type PortEdge @access(category: "public") { node: Port }
  type Viewer { agency: String @access(category: "public") }
  input PassportInput @access(category: "documents", use: LOOKUP) { number: String! }
  input StringFilter @access(category: "public") { eq: String in: [String!] }
  input PersonFilter @access(category: "public") {
    and: [PersonFilter!]
    not: PersonFilter
    name: StringFilter @access(category: "identity", use: FILTER)
    reason: StringFilter @access(category: "reason", use: FILTER)
  }
  input PersonSort @access(category: "public") { field: PersonSortField! }
  enum PersonSortField @access(category: "public") { NAME @access(category: "identity", use: SORT) REASON @access(category: "reason", use: SORT) }
`;

const document: DocumentNode = parse(sdl);
export const schema = buildASTSchema(document);
export const access = readAccess(document);

/** Bounds with these ceilings; what is not named has NONE. */
export function boundsWith(ceilings: Readonly<Record<string, Effect>>): Bounds {
  return (category) => {
    const ceiling = category === 'public' ? 'FULL' : (ceilings[category] ?? 'NONE');
    return {
      floor: category === 'public' ? 'FULL' : 'NONE',
      ceiling,
      reason: ceiling === 'FULL' ? null : 'CATEGORY',
      rule: `cell.${category}`,
    };
  };
}
