import type { TokenKind } from '../../../auditlog/entry/body/member.js';
import { bytesOf, packUnder, type TokenKey } from '../../../auditlog/entry/tokens.js';

/** The token of one text under one key, as 32 hex digits. */
export function blindToken(key: TokenKey, kind: TokenKind, text: string): string {
  return bytesOf(packUnder([key], kind, text)).toString('hex');
}
