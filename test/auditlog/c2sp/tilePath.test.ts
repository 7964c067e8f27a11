import { describe, expect, it } from '@jest/globals';
import { parseTilePath, tilePath } from '../../../auditlog/c2sp/tilePath.js';

describe('the path of a tile', () => {
  it.each([
    ['tile/0/000', 0, 0, 256],
    ['tile/1/067', 1, 67, 256],
    ['tile/0/x001/x234/067', 0, 1_234_067, 256],
    ['tile/2/x001/000.p/112', 2, 1000, 112],
    ['tile/63/999.p/1', 63, 999, 1],
  ])('%s is read and written as the specification of tiles has it', (path, level, index, width) => {
    expect(parseTilePath(path)).toEqual({ level, index, width });
    expect(tilePath({ level, index, width })).toBe(path);
  });

  it.each([
    'tile/00/000',
    'tile/64/000',
    'tile/0/0',
    'tile/0/x000/001',
    'tile/0/001/x002',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/0/000.p/012',
    'tile/entries/000',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/..',
    'tile/-1/000',
  ])('%s is none', (path) => {
    expect(parseTilePath(path)).toBeNull();
  });
});
