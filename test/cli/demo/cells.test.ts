import { describe, expect, it } from '@jest/globals';
import type { Answer, WithheldLine } from '../../../cli/demo/ask.js';
import { askers } from '../../../cli/demo/askers.js';
import { toCell } from '../../../cli/demo/cells.js';
import { createColumns, wrap } from '../../../cli/demo/columns.js';
import { readStations } from '../../../cli/demo/print.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';

const answer = (data: Record<string, unknown>, withheld: Partial<WithheldLine>[] = []): Answer => ({
  asker: askers[0] as Answer['asker'],
  data,
  withheld: withheld.map((line) => ({
    path: '',
    category: 'c',
    effect: 'NONE',
    reason: 'CATEGORY',
    count: 1,
    ...line,
  })),
  receipt: null,
});

describe('toCell', () => {
  it('gathers the values of a path through lists, each once', () => {
    const data = { a: { edges: [{ node: { b: 'x' } }, { node: { b: 'y' } }, { node: { b: 'x' } }, { node: null }] } };
    expect(toCell(answer(data), 'a.edges.*.node.b')).toEqual({ text: 'x; y', effect: 'FULL', cause: null });
  });

  it('marks a masked value', () => {
    expect(toCell(answer({ a: 'F…' }, [{ path: 'a', effect: 'MASKED' }]), 'a')).toMatchObject({
      text: 'F… (masked)',
      effect: 'MASKED',
    });
  });

  it('names whom to ask where a value exists, and the reason where nothing is told', () => {
    expect(toCell(answer({ a: null }, [{ path: 'a', effect: 'HIT', contact: 'desk@x.example.org' }]), 'a').text).toBe(
      'exists: ask desk@x.example.org',
    );
    expect(toCell(answer({ a: null }, [{ path: 'a', reason: 'PURPOSE' }]), 'a').text).toBe('withheld (PURPOSE)');
  });

  it('finds what was withheld above a field, the nearest first, and never by half a name', () => {
    const lines = [
      { path: 'a', reason: 'ORIGINATOR' as const },
      { path: 'a.b', reason: 'RECORD' as const },
    ];
    expect(toCell(answer({ a: null }, lines), 'a.b.c')).toMatchObject({ text: 'withheld (RECORD)', cause: 'a.b' });
    expect(toCell(answer({ ab: null }, lines), 'ab')).toMatchObject({ text: '-', effect: 'EMPTY' });
  });
});

describe('columns', () => {
  it('keep within their width, whatever the text', () => {
    const columns = createColumns(3, 100);
    const paint = (text: string) => text;
    const lines = columns.row('label', [
      { text: 'short', paint },
      { text: 'x'.repeat(90), paint },
      { text: 'words '.repeat(20), paint },
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.join('').replaceAll(/[^x]/g, '')).toHaveLength(90);
  });

  it('wrap at spaces', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  });
});

describe('the demonstration', () => {
  it('shows only fields that the question asks for', () => {
    const question = readPackageFile('ingest', 'demo', 'question.graphql');
    const fields = readStations().flatMap(({ lines }) =>
      lines.flatMap(({ path }) => path.split('.').filter((part) => part !== '*')),
    );
    for (const field of fields) expect(question).toMatch(new RegExp(`\\b${field}\\b`));
  });

  it('asks as agencies that may state what they state', () => {
    const policy = loadPolicy();
    for (const { agency, role, purpose, caseReference } of askers) {
      const row = policy.agencies[agency];
      expect(row?.roles).toContain(role);
      expect(row?.purposes).toContain(purpose);
      expect(policy.roles[role].purposes).toContain(purpose);
      if (policy.purposes[purpose].caseReference)
        expect(caseReference).toMatch(new RegExp(`^(?:${row?.caseReference.pattern})$`));
    }
  });
});
