import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, print } from 'graphql';
import { plannerSupergraph } from '../../../gateway/planning/index.js';
import { withoutLabels } from '../../../gateway/planning/plannerWords.js';
import { readPackageFile } from '../../../schema/files.js';

const sdl = readPackageFile('schema', 'supergraph.graphql');

describe('the planner, whose thread makes objects of whatever it reads', () => {
  test('is given neither descriptions nor labels, on which no plan depends', () => {
    const given = plannerSupergraph(sdl).sdl;
    expect(given).not.toContain('"""');
    expect(given.match(/@access\b/g)).toHaveLength(2);
    expect(given.length).toBeLessThan(sdl.length / 2);
  });
  test('is given all else: types, fields, arguments, joins and what is inaccessible', () => {
    const whole = parse(sdl, { noLocation: true });
    const bare = withoutLabels(whole);
    for (const name of ['join__type', 'join__field', 'join__implements', 'join__enumValue', 'inaccessible', 'link'])
      expect([name, print(bare).split(`@${name}`).length]).toEqual([name, sdl.split(`@${name}`).length]);
    const types = (text: string) => Object.keys(buildSchema(text, { assumeValidSDL: true }).getTypeMap());
    expect(types(print(bare))).toEqual(types(sdl));
    // What it was made of is everybody's.
    expect(whole).toEqual(parse(sdl, { noLocation: true }));
  });
});
