import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../policy/loading/load.js';
import { agencyPage } from '../../../subgraphs/directory/pages.js';

const agencies = Object.values(loadPolicy().agencies);

describe('agencyPage', () => {
  it('lists every agency once, by id, page after page', () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 20; pages += 1) {
      const { edges, pageInfo }: ReturnType<typeof agencyPage> = agencyPage(agencies, { first: 3, after });
      seen.push(...edges.map(({ node }) => node.id));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(agencies.map(({ id }) => id).sort());
  });

  it('refuses a page size outside 1 to 100 and a cursor that no page gave', () => {
    expect(() => agencyPage(agencies, { first: 0 })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    expect(() => agencyPage(agencies, { first: 101 })).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
    expect(() => agencyPage(agencies, { after: 'bogus' })).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }));
  });

  it('keeps clearance, issuers, certificates and mandate to itself', () => {
    const [edge] = agencyPage(agencies, { first: 1 }).edges;
    expect(Object.keys(edge?.node ?? {}).sort()).toEqual(
      ['contact', 'country', 'id', 'kind', 'name', 'originates', 'purposes', 'roles'].sort(),
    );
  });
});
