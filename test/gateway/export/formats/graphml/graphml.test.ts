import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import graphology from 'graphology';
import graphologyGraphml from 'graphology-graphml';
import { SaxesParser } from 'saxes';
import { graphml } from '../../../../../gateway/export/formats/graphml/graphml.js';
import { toIdPart } from '../../../../../gateway/export/formats/graphml/xmlText.js';
import { verifyExport } from '../../../../../gateway/export/formats/verification/verifyExport.js';
import type { ExportedObject, ExportRow } from '../../../../../gateway/export/rows/shape.js';
import { arbitraryRows, hostileTexts } from '../../support/arbitraryRows.js';
import { bytesOf, cutsOf, facts, receipt, rowOf, writeExport } from '../../support/exports.js';
import { listOf, objectOf, shapeOf, value } from '../../support/shapes.js';

const { MultiDirectedGraph } = graphology;
const read = (file: Uint8Array) => graphologyGraphml.parse(MultiDirectedGraph, Buffer.from(file).toString('utf8'));

const person = shapeOf('Person', 'id', { id: value(), name: value() });
const link = { id: value(), role: value(), statedName: value(), person: objectOf(person) };
const place = { name: value(), latitude: value('Float') };
const location = objectOf(shapeOf('Location', 'unlocode', { unlocode: value() }));
const root = shapeOf('Seizure', 'id', {
  id: value(),
  caseReference: value(),
  place: objectOf(shapeOf('Place', null, { ...place, location })),
  route: objectOf(shapeOf('Route', null, { origin: value() })),
  items: listOf(shapeOf('Item', null, { drug: value() })),
  persons: listOf(shapeOf('SeizurePerson', null, link)),
});
const courier = (id: string, name: string | null, who: ExportedObject | null) => ({
  id,
  role: 'COURIER',
  statedName: name,
  person: who,
});
const rows: readonly ExportRow[] = [
  rowOf(
    {
      id: 'seizure_1',
      caseReference: 'C-1',
      place: { name: 'Quay', latitude: -5.5, location: { unlocode: 'NLRTM' } },
      route: { origin: 'CO' },
      items: [{ drug: 'x' }, { drug: null }],
      persons: [courier('sp_1', 'F.', { id: 'person_1', name: 'Fictius' }), courier('sp_2', 'Unknown', null)],
    },
    {
      cells: [
        { path: ['caseReference'], category: 'seizures.core', effect: 'MASKED', reason: 'CATEGORY' },
        { path: ['persons', 0, 'statedName'], category: 'seizures.persons', effect: 'MASKED', reason: 'RECORD' },
        { path: ['persons', 1, 'person'], category: 'seizures.persons', effect: 'NONE', reason: 'RECORD' },
      ],
      more: [['persons']],
    },
  ),
  rowOf({
    id: 'seizure_2',
    caseReference: null,
    place: { name: null, latitude: 5, location: { unlocode: 'NLRTM' } },
    route: null,
    items: [],
    persons: [courier('sp_3', null, { id: 'person_1', name: 'Fictius' })],
  }),
];

describe('the export as GraphML', () => {
  const graph = read(writeExport(graphml, root, [rows.slice(0, 1), rows.slice(1)]));

  it('has one node for each record and identified thing, with what belongs to it', () => {
    expect(graph.nodes().sort()).toEqual([
      'Location:NLRTM',
      'Person:person_1',
      'Seizure:seizure_1',
      'Seizure:seizure_2',
      'SeizurePerson:sp_2',
    ]);
    expect(graph.getNodeAttributes('Seizure:seizure_1')).toEqual({
      ...{ _row: 1, _type: 'Seizure', label: 'C-1', id: 'seizure_1', caseReference: 'C-1' },
      ...{ 'route.origin': 'CO', items: '[{"drug":"x"},{"drug":null}]' },
      ...{ _withheld: 'caseReference MASKED CATEGORY', _more: 'persons' },
      ...{ _readAt: facts.readAt, _log: 'main', _index: '6' },
    });
    expect(graph.getNodeAttributes('Person:person_1')).toEqual({
      _type: 'Person',
      label: 'Fictius',
      id: 'person_1',
      name: 'Fictius',
    });
  });

  it('has an edge for each link, with what the link says of it', () => {
    expect(graph.getEdgeAttributes('SeizurePerson:sp_1')).toEqual({
      ...{ _type: 'SeizurePerson', _field: 'persons', id: 'sp_1', role: 'COURIER', statedName: 'F.' },
      _withheld: 'statedName MASKED RECORD',
    });
    expect(graph.extremities('SeizurePerson:sp_1')).toEqual(['Seizure:seizure_1', 'Person:person_1']);
    expect(graph.extremities('SeizurePerson:sp_3')).toEqual(['Seizure:seizure_2', 'Person:person_1']);
    const toPlace = graph.findOutEdge('Seizure:seizure_2', (_, { _field }) => _field === 'place') as string;
    expect(graph.target(toPlace)).toBe('Location:NLRTM');
    expect(graph.getEdgeAttributes(toPlace)).toEqual({ _type: 'Place', _field: 'place', latitude: 5 });
  });

  it('has a node for a link whose end is not shown, so that a stated name has its place', () => {
    expect(graph.getNodeAttributes('SeizurePerson:sp_2')).toMatchObject({
      ...{ _type: 'SeizurePerson', label: 'Unknown', role: 'COURIER', _withheld: 'person NONE RECORD' },
    });
    expect(graph.inNeighbors('SeizurePerson:sp_2')).toEqual(['Seizure:seizure_1']);
  });

  it('ties a later meeting that shows more to the first, and writes none that shows less', () => {
    const relations = listOf(shapeOf('Relation', null, { kind: value(), person: objectOf(person) }));
    const shape = shapeOf('Person', 'id', { id: value(), name: value(), relations });
    const rows = [
      rowOf(
        { id: 'p_1', name: 'A', relations: [{ kind: 'FAMILY', person: { id: 'p_2', name: 'M…' } }] },
        {
          cells: [
            {
              path: ['relations', 0, 'person', 'name'],
              category: 'persons.identity',
              effect: 'MASKED',
              reason: 'CATEGORY',
            },
          ],
        },
      ),
      rowOf({ id: 'p_2', name: 'Masked before', relations: [{ kind: 'FAMILY', person: { id: 'p_1', name: 'A' } }] }),
    ];
    const graph = read(writeExport(graphml, shape, [rows]));
    expect(graph.nodes()).toEqual(['Person:p_1', 'Person:p_2', 'Person:p_2:2']);
    expect(graph.getNodeAttributes('Person:p_2:2')).toMatchObject({ _row: 2, name: 'Masked before' });
    expect(graph.target('Person:p_2:sameRecord:2')).toBe('Person:p_2');
    expect(graph.size).toBe(3);
  });

  it('writes a link once that is listed at both of its ends', () => {
    const seizure = objectOf(shapeOf('Seizure', 'id', { id: value() }));
    const seizures = listOf(shapeOf('SeizurePerson', null, { id: value(), seizure }));
    const person = objectOf(shapeOf('Person', 'id', { id: value(), seizures }));
    const persons = listOf(shapeOf('SeizurePerson', null, { id: value(), person }));
    const shape = shapeOf('Seizure', 'id', { id: value(), persons });
    const record = {
      id: 's_1',
      persons: [{ id: 'sp_1', person: { id: 'p_1', seizures: [{ id: 'sp_1', seizure: { id: 's_1' } }] } }],
    };
    const graph = read(writeExport(graphml, shape, [[rowOf(record)]]));
    expect(graph.nodes()).toEqual(['Seizure:s_1', 'Person:p_1']);
    expect(graph.edges()).toEqual(['SeizurePerson:sp_1']);
  });

  it('writes a link once that two rows list, each at its end', () => {
    const relations = listOf(shapeOf('Relation', null, { id: value(), person: objectOf(person) }));
    const shape = shapeOf('Person', 'id', { id: value(), relations });
    const rows = [
      rowOf({ id: 'p_1', relations: [{ id: 'relation_1', person: { id: 'p_2' } }] }),
      rowOf({ id: 'p_2', relations: [{ id: 'relation_1', person: { id: 'p_1' } }] }),
    ];
    const file = writeExport(graphml, shape, [rows]).toString('utf8');
    expect(file.match(/<edge id="Relation:relation_1"/g)).toHaveLength(1);
  });

  it('gives back what was written, whatever it is, under ids that never meet', () => {
    fc.assert(
      fc.property(arbitraryRows, ({ root, rows }) => {
        const graph = read(writeExport(graphml, root, [rows.slice(0, 2), rows.slice(2)]));
        const found = graph.filterNodes((_, { _row }) => _row !== undefined).map((id) => graph.getNodeAttributes(id));
        const own = new Map(found.map((attributes) => [attributes._row, attributes]));
        expect(own.size).toBe(rows.length);
        for (const [index, { record }] of rows.entries())
          for (const [name, field] of Object.entries(root.fields))
            if (field.kind === 'value') expect(asText(own.get(index + 1)?.[name])).toEqual(asText(record[name]));
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        (one, other) => (toIdPart(one) === toIdPart(other)) === (one === other),
      ),
    );
  });

  it('is well-formed, and gives every hostile text back', () => {
    const rows = hostileTexts.map((name, index) => rowOf({ id: `s_${index}`, caseReference: name }));
    const file = writeExport(graphml, root, [rows]);
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.write(file.toString('utf8')).close();
    const graph = read(file);
    for (const [index, name] of hostileTexts.entries())
      expect(graph.getNodeAttribute(`Seizure:s_${index}`, 'caseReference')).toBe(writable(name));
    expect(file.toString('utf8')).not.toMatch(/[\u200b\u2028\u202e\ufeff\r\t]/);
  });

  it('says at its end that it is whole, and holds as much as it says', async () => {
    const file = writeExport(graphml, root, [rows]);
    expect(file.toString('utf8')).toMatch(/<data key="g_whole">true<\/data><\/graph><\/graphml>\n$/);
    const verified = await verifyExport(bytesOf(file));
    expect(verified).toMatchObject({ format: 'graphml', isWhole: true, rows: 2, faults: [] });
    expect(verified?.stated).toEqual({ rows: 2, sha256: verified?.sha256, receipt });
    expect(verified?.header).toMatchObject({ agency: 'NL-CUSTOMS', type: 'Seizure' });
  });

  it('is never whole where it was cut or changed', async () => {
    const file = writeExport(graphml, root, [rows]);
    for (const cut of cutsOf(file.length)) {
      expect((await verifyExport(bytesOf(file.subarray(0, cut))))?.isWhole ?? false).toBe(false);
      expect(file.subarray(0, cut).toString('utf8')).not.toContain('g_whole">true</data></graph></graphml>\n');
    }
    const trailer = file.lastIndexOf('<data key="g_rows">');
    for (let at = 3; at < trailer; at += 101) {
      const changed = Buffer.from(file);
      changed[at] = (changed[at] as number) ^ 1;
      expect((await verifyExport(bytesOf(changed)))?.isWhole ?? false).toBe(false);
    }
  });
});

function writable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
}

function asText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return writable(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
