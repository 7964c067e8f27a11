import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { readAccess } from '../../schema/access.js';
import { readPackageFile } from '../../schema/files.js';
import { readSourceSdl } from '../../schema/sourceSdl.js';
import { sourceNames } from '../../schema/sources.js';

const supergraph = readAccess(parse(readPackageFile('schema', 'supergraph.graphql')));

describe.each(sourceNames)('the SDL of %s', (name) => {
  const document = readSourceSdl(name);

  test('has its listings and its records written out', () => {
    expect(print(document)).not.toMatch(/@(listing|filter|sort|record|foreign|nodes)\b/);
    expect(print(document)).toMatch(/^type \w+Connection /m);
  });

  test('labels every coordinate as the supergraph does', () => {
    const own = readAccess(document);
    const labels = own.coordinates().filter((coordinate) => !/^Access(Domain|Use)\./.test(coordinate));
    for (const coordinate of labels)
      if (supergraph.of(coordinate))
        expect([coordinate, own.of(coordinate)]).toEqual([coordinate, supergraph.of(coordinate)]);
  });
});
