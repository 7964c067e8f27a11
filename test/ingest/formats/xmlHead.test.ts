import { describe, expect, it } from '@jest/globals';
import { firstElements } from '../../../ingest/formats/xmlHead.js';

describe('the first elements of an XML file', () => {
  it('are named with their namespaces, prefixed or not', () => {
    expect(
      firstElements(`\uFEFF<?xml version="1.0"?><a:b xmlns:a='urn:x' xmlns="urn:y" c="1"><d><e xmlns=""/></d></a:b>`),
    ).toEqual([
      { name: 'b', namespace: 'urn:x' },
      { name: 'd', namespace: 'urn:y' },
      { name: 'e', namespace: '' },
    ]);
  });

  it('are not those of comments, CDATA and instructions', () => {
    expect(firstElements('<a><!-- <b> --><![CDATA[<c>]]><?p <d> ?><e></a>').map(({ name }) => name)).toEqual([
      'a',
      'e',
    ]);
    expect(firstElements('<a><!-- <b> ')).toEqual([{ name: 'a', namespace: '' }]);
  });

  it('are found where each character has a NUL beside it', () => {
    expect(firstElements([...'<a><b/></a>'].join('\u0000')).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('are none where the text is no XML', () => {
    expect(firstElements('a,b,<c>')).toEqual([]);
    expect(firstElements('')).toEqual([]);
  });
});
