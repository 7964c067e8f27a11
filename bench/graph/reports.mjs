import { product } from '../product.mjs';
import { addLook } from '../replay/report.mjs';

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
    const walk = (value, path, entity) => {
      if (Array.isArray(value)) {
        for (const [index, item] of value.entries())
          walk(item, [...path, '*'], path.join() === '_entities' ? index : entity);
        return;
      }
      if (typeof value !== 'object' || value === null) return;
      for (const [name, member] of Object.entries(value)) {
        if (typeof member === 'object' && member !== null) walk(member, [...path, name], entity);
        else if (!name.includes('id') && !name.includes('typename')) {
          place += 1;
          const key = JSON.stringify([...path, name]);
          patterns.set(key, (patterns.get(key) ?? new Map()).set(value, place % 3 === 0));
          if (place % 3 === 0)
            lines.set(key, addLook(lines.get(key) ?? { path: [...path, name], ...said, count: 0 }, entity));
        }
      }
    };
    walk(answer.data, []);
    const manifest = { source, policyVersion: 'none', disclosed: [], decided: [] };
    const withheld = [...lines.values()];
    if (!cells) return { ...answer, extensions: { manifest, withheld } };
    const meant = [...patterns].flatMap(([text, of]) => {
      const path = JSON.parse(text);
      const holds = Uint8Array.from(objectsAt(answer.data, path.slice(0, -1)), (object) => (of.get(object) ? 1 : 0));
      return holds.includes(1) ? [{ path, ...said, cells: encodeCells(holds) ?? undefined }] : [];
    });
    return { ...answer, extensions: { manifest, withheld, cells: meant } };
  };
}
