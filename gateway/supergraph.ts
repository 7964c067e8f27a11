import { createHash } from 'node:crypto';
import { parse } from 'graphql';
import { type AccessMap, readAccess } from '../schema/access.js';

/** The supergraph that this gateway serves. */
export interface Supergraph {
  readonly sdl: string;
  /** SHA-256 of the SDL, hex: part of every cache key and of every log entry. */
  readonly hash: string;
  /** Labels of every coordinate; a foreign supergraph has none. */
  readonly access: AccessMap;
}

/** Reads a supergraph's SDL. */
export function readSupergraph(sdl: string): Supergraph {
  return {
    sdl,
    hash: createHash('sha256').update(sdl, 'utf8').digest('hex'),
    access: readAccess(parse(sdl, { noLocation: true })),
  };
}
