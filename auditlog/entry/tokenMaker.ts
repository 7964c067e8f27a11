import { numberTypes } from '../../schema/identifiers/identifierKey.js';
import { createHmacSha256 } from '../hmac.js';
import { toldOf } from '../told.js';
import type { DisclosedGroup, EntryBody } from '../types.js';
import { blocksOf } from './body/idForm.js';
import type { TokenKind } from './body/member.js';
import type { PackedIds } from './body/packedIds.js';
import { wordsOf } from './body/words.js';
import type { IdTokens } from './idTokens.js';
import { createMemory } from './memory.js';
import {
  bytesOf,
  idTokensName,
  message,
  numberText,
  type PackedTokens,
  scopeOf,
  type TokenScope,
  tokenKey,
  tokenKinds,
  tokenSize,
} from './tokens.js';

/** The part of a body that entries are found by. Subjects of one kind, as a body names them, are a `Named`. */
type Indexed = Partial<Omit<EntryBody, 'disclosed'>> & { readonly disclosed: readonly Named[] };
type Named = Pick<DisclosedGroup, 'type' | 'ids' | 'hit' | 'presence' | 'asked'>;

/** Makes the tokens of entries of any agency and month. */
export interface TokenMaker {
  /** @param ids those of its groups, packed */
  pack(scope: TokenScope, body: Indexed, ids: PackedIds): PackedTokens;
}

/** What the tokens of one agency and month are made by. */
interface ScopeTokens {
  ofIds(name: string): { readonly tokens: IdTokens; readonly begun: Uint32Array };
  /** As a string of 32 characters up to U+00FF. */
  ofText(message: string): string;
}

/** A maker of tokens; a token is the same for every viewer of an agency, so what is kept carries nothing from one answer into another. */
export function createTokenMaker(blindIndexKey: Uint8Array): TokenMaker {
  const scopes = createMemory(
    (name) => scopeTokens(blindIndexKey, { at: name.slice(0, 7), agency: name.slice(8) }),
    64,
  );
  return {
    pack(scope, body, ids) {
      const made = scopes(`${scope.at.slice(0, 7)} ${scope.agency ?? ''}`);
      const words = wordsOf(body);
      const writing = new Writing(
        made,
        ids.parts,
        body.disclosed.reduce((count, { ids }) => count + ids.length, words.length),
      );
      for (const [at, group] of body.disclosed.entries()) writing.addGroup(group, ids.lists[at] ?? []);
      for (const [kind, text] of words) writing.addText(kind, text);
      return writing.tokens;
    },
  };
}

function scopeTokens(blindIndexKey: Uint8Array, scope: TokenScope): ScopeTokens {
  const key = tokenKey(blindIndexKey, scope);
  const hmac = createHmacSha256(key.texts);
  return {
    ofIds: createMemory((name) => {
      const tokens = key.ids(name);
      return { tokens, begun: tokens.begin(scopeOf(key)) };
    }, 128),
    // A client may state a text as long as a request.
    ofText: createMemory((text) => hmac.binary(text), 1024, 256),
  };
}

/** The tokens of an entry while they are made. */
class Writing {
  readonly tokens: PackedTokens;
  readonly #bytes: Buffer;
  readonly #made: ScopeTokens;
  readonly #parts: Uint32Array;
  /** Words that were written, and words of the parts that were read. */
  #at = 0;
  #read = 0;

  constructor(made: ScopeTokens, parts: Uint32Array, count: number) {
    this.#made = made;
    this.#parts = parts;
    this.tokens = new Uint32Array(count * wordsOfToken);
    this.#bytes = bytesOf(this.tokens);
  }

  addText(kind: TokenKind, text: string): void {
    this.#bytes.write(this.#made.ofText(message(kind, text)), this.#at * 4, tokenSize, 'latin1');
    this.#at += wordsOfToken;
  }

  addGroup(group: Named, list: PackedIds['lists'][number]): void {
    const kind = tokenKinds[toldOf(group)];
    const before = numberTypes.has(group.type) ? numberText(group.type, '') : '';
    let place = 0;
    for (const each of list) {
      const [prefix, count] = typeof each === 'string' ? [null, 1] : each;
      const parts = prefix === null ? nothing : this.#nextParts(prefix, count);
      if (prefix !== null && before === '') this.#addIds(idTokensName(kind, prefix), parts, blocksOf(prefix));
      else for (const id of group.ids.slice(place, place + count)) this.addText(kind, before + id);
      place += count;
    }
  }

  #nextParts(prefix: string, count: number): Uint32Array {
    const from = this.#read;
    this.#read += count * blocksOf(prefix) * wordsOfToken;
    return this.#parts.subarray(from, this.#read);
  }

  #addIds(name: string, ids: Uint32Array, blocks: number): void {
    const { tokens, begun } = this.#made.ofIds(name);
    tokens.write({ begun, ids, blocks }, this.tokens, this.#at);
    this.#at += ids.length / blocks;
  }
}

const wordsOfToken = tokenSize / 4;
const nothing = new Uint32Array();
