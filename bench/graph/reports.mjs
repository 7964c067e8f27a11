import { product } from '../product.mjs';

/**
 * Reports as the product's sources do: of each kind of value but ids, one in three is withheld.
 *
 * @param {boolean} cells whether to say of which objects
 * @returns {Promise<(answer: object, source: string) => object>}
 */
export async function reporter(cells) {
  const [{ encodeCells }, { objectsAt }] = cells
    ? await Promise.all(['client/cells.js', 'client/objectsAt.js'].map(product))
    : [{}, {}];
  const said = { category: 'core', effect: 'NONE', reason: 'RECORD', rule: 'bench' };
  return (answer, source) => {
    const lines = new Map();
    const patterns = new Map();
    let place = 0;
    const walk = (value, path, pattern) => {
      if (Array.isArray(value)) {
        const keeps = pattern.join() === '_entities';
        for (const [index, item] of value.entries()) walk(item, [...path, keeps ? index : '*'], [...pattern, '*']);
        return;
      }
      if (typeof value !== 'object' || value === null) return;
      for (const [name, member] of Object.entries(value)) {
        if (typeof member === 'object' && member !== null) walk(member, [...path, name], [...pattern, name]);
        else if (!name.includes('id') && !name.includes('typename')) {
          place += 1;
          const key = JSON.stringify([...path, name]);
          if (place % 3 === 0) lines.set(key, (lines.get(key) ?? 0) + 1);
          const own = JSON.stringify([...pattern, name]);
          patterns.set(own, (patterns.get(own) ?? new Map()).set(value, place % 3 === 0));
        }
      }
    };
    walk(answer.data, [], []);
    const manifest = { source, policyVersion: 'none', disclosed: [], decided: [] };
    const withheld = [...lines].map(([path, count]) => ({ path: JSON.parse(path), ...said, count }));
    if (!cells) return { ...answer, extensions: { manifest, withheld } };
    const meant = [...patterns].flatMap(([text, of]) => {
      const path = JSON.parse(text);
      const holds = Uint8Array.from(objectsAt(answer.data, path.slice(0, -1)), (object) => (of.get(object) ? 1 : 0));
      return holds.includes(1) ? [{ path, ...said, cells: encodeCells(holds) ?? undefined }] : [];
    });
    return { ...answer, extensions: { manifest, withheld, cells: meant } };
  };
}
