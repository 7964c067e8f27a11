import fc from 'fast-check';
import type { ExportedObject, ExportRow, FieldShape, ObjectShape } from '../../../../gateway/export/rows/shape.js';

/** Texts that break files: formulas, quotes, line ends, markup, unseen and turning characters, halves of pairs, much. */
export const hostileTexts: readonly string[] = [
  '=HYPERLINK("http://evil.example","x")',
  '+1',
  '-5',
  '-2+3',
  '@SUM(A1)',
  '\tx',
  '\rx',
  '\nx',
  "'=1",
  '＝1+1',
  ' =1',
  '"',
  '""a"",b',
  'a;b|c,d',
  'line\r\nline\nline\rline',
  ']]>',
  '<!--&amp;-->&#0;',
  '</graphml>',
  '\u202eevil\u202c',
  'a\u200bb\ufeff\u2028\u2029\u0085',
  '\u{e0041}',
  '\0\u0001\u001f\u007f\ufffe\uffff',
  '\ud800',
  'x\udc00y',
  '',
  ' ',
  '🚢 Ünïcode 中文',
  '{"trailer":{}}',
  'x'.repeat(1_000_000),
];

const text = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 2, arbitrary: fc.constantFrom(...hostileTexts.filter(({ length }) => length < 100)) },
  { weight: 2, arbitrary: fc.stringMatching(/^[a-z =+@'"-]{0,6}$/) },
);

/** Shapes of a few fields, two levels deep, with rows of them. */
export const arbitraryRows: fc.Arbitrary<{ readonly root: ObjectShape; readonly rows: readonly ExportRow[] }> = shapeOf(
  2,
  'Root',
).chain((root) =>
  fc.array(recordOf(root), { maxLength: 5 }).chain((records) =>
    fc.tuple(...records.map((record) => cellsOf(root).map((rest) => ({ record, ...rest })))).map((rows) => ({
      root,
      rows,
    })),
  ),
);

function shapeOf(depth: number, type: string): fc.Arbitrary<ObjectShape> {
  const value = fc
    .tuple(fc.constantFrom('String', 'Float', 'Boolean', 'Int'), fc.boolean())
    .map(([of, isList]): FieldShape => ({ kind: 'value', type: of, isList }));
  const inner = (kind: 'object' | 'list') => (name: string) =>
    shapeOf(depth - 1, name).map((of): FieldShape => ({ kind, of }));
  const field: fc.Arbitrary<FieldShape> =
    depth === 0
      ? value
      : fc.oneof(
          { weight: 3, arbitrary: value },
          fc.constantFrom('Part', 'Person').chain(inner('object')),
          fc.constantFrom('Part', 'Link', 'Person').chain(inner('list')),
        );
  return fc
    .tuple(fc.boolean(), fc.dictionary(fc.constantFrom('a', 'b', 'c', 'name', 'value'), field, { minKeys: 1 }))
    .map(([hasKey, fields]): ObjectShape => {
      if (!hasKey || type === 'Link' || type === 'Part') return { type, key: null, fields: { ...fields } };
      return { type, key: 'id', fields: { id: { kind: 'value', type: 'ID', isList: false }, ...fields } };
    });
}

const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ID: fc.constantFrom('id_1', 'id_2', '1', '1.2', '=cmd', 'a/b#c', ']]>'),
  String: text,
  Float: fc.double({ noNaN: true, noDefaultInfinity: true }),
  Int: fc.integer(),
  Boolean: fc.boolean(),
};

function recordOf(shape: ObjectShape): fc.Arbitrary<ExportedObject> {
  const fields = Object.entries(shape.fields).map(([name, field]) => {
    const value: fc.Arbitrary<unknown> =
      field.kind === 'object'
        ? recordOf(field.of)
        : field.kind === 'list'
          ? fc.array(fc.option(recordOf(field.of), { freq: 8 }), { maxLength: 3 })
          : field.isList
            ? fc.array(values[field.type] as fc.Arbitrary<unknown>, { maxLength: 3 })
            : (values[field.type] as fc.Arbitrary<unknown>);
    return [name, name === shape.key ? value : fc.option(value, { freq: 5 })] as const;
  });
  return fc.record(Object.fromEntries(fields));
}

function cellsOf(shape: ObjectShape): fc.Arbitrary<Pick<ExportRow, 'cells' | 'more'>> {
  const path = fc.constantFrom(...Object.keys(shape.fields)).map((name) => [name]);
  const cell = fc.record({
    path,
    category: fc.constant('things.core' as const),
    effect: fc.constantFrom('NONE' as const, 'MASKED' as const, 'HIT' as const),
    reason: fc.constantFrom('CATEGORY' as const, 'RECORD' as const),
  });
  return fc.record({ cells: fc.array(cell as never, { maxLength: 2 }), more: fc.array(path, { maxLength: 1 }) });
}
