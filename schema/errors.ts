// Not all of graphql: no command needs to load it to report an error.
import { GraphQLError } from 'graphql/error/index.js';
import type { ASTNode } from 'graphql/language/index.js';

/** One entry of the registry: what a code means, who may read its message, and what to do about it. */
export interface ErrorDefinition {
  /** HTTP status when the whole request ends with this error; 200 where the answer is partial. */
  readonly http: number;
  /** `client`: the message is built from the client's own words and safe to send. `internal`: masked before it leaves. */
  readonly audience: 'client' | 'internal';
  readonly message: string;
  readonly hint: string;
}

/**
 * Every error code that Portcullis answers, in the order of a request's stages. `docs/ERRORS.md` is generated from it. A code is
 * never reused and never changes its meaning.
 */
export const errorRegistry = {
  // server and negotiate
  REQUEST_MALFORMED: define(
    400,
    'The request is not well-formed GraphQL over HTTP.',
    'Send a JSON object with "query" or "documentId".',
  ),
  WEBSOCKET_NOT_SUPPORTED: define(
    400,
    'The graph is served over HTTP only: it has no subscriptions and does not support WebSocket.',
    'Send the operation by POST to /graphql as application/json, and poll for changes.',
  ),
  DUPLICATE_KEY: define(
    400,
    'A JSON object names the same key twice.',
    'Send each key once; readers disagree about duplicates.',
  ),
  DUPLICATE_HEADER: define(400, 'A header that must be single was sent more than once.', 'Send the header once.'),
  BATCHING_NOT_SUPPORTED: define(400, 'Batched requests are not supported.', 'Send one operation per request.'),
  BODY_TOO_LARGE: define(
    413,
    'The request body is too large.',
    'Send a smaller document or fewer variables; register long documents.',
  ),
  WITHHELD_DETAIL_UNKNOWN: define(
    400,
    'Withheld-Detail has one value: cells.',
    'Send "Withheld-Detail: cells", or leave the header out: then the report of what is withheld has counts alone.',
  ),
  METHOD_NOT_ALLOWED: define(405, 'This method is not allowed here.', 'Use POST, or GET for queries.'),
  NOT_ACCEPTABLE: define(
    406,
    'None of the accepted media types can be served.',
    'Accept application/graphql-response+json or application/json.',
  ),
  UNSUPPORTED_MEDIA_TYPE: define(
    415,
    'The request body has a media type or encoding that is not supported.',
    'Send Content-Type: application/json, UTF-8.',
  ),
  // identify
  UNAUTHENTICATED: define(
    401,
    'No valid credentials.',
    'Send a current access token of a configured issuer as "Authorization: Bearer ...".',
  ),
  SIGN_IN_ELSEWHERE: define(
    403,
    'Signing in by a link is for the page that this server shows on this machine.',
    'Open the link that the terminal shows as it stands there, in a browser of this machine.',
  ),
  SIGN_IN_CODE_REFUSED: define(
    403,
    'This link was used, or it is too old.',
    'Open the last one that the terminal shows. If you have not used this one, somebody else may have: stop the server.',
  ),
  SIGN_IN_NOT_OFFERED: define(
    400,
    'Nobody signs in here as that role of that agency.',
    'Choose one of those that the answer to the code names.',
  ),
  SOURCE_ASSERTION_INVALID: define(
    401,
    'The gateway signature is missing, wrong, stale or used.',
    'Only the gateway may call a subgraph; or run it with --stand-alone.',
  ),
  SOURCE_OVERLOADED: define(
    503,
    'The source was called more often in a minute than it can remember.',
    'Try again in a minute, or ask for less.',
  ),
  SOURCE_POLICY_OTHER: define(
    409,
    'The source decides by another policy than the gateway.',
    'Give both the same --policy-dir, and reload the sources (kill -HUP) before the gateway.',
  ),
  // document
  GRAPHQL_PARSE_FAILED: define(400, 'The document does not parse.', 'Check the syntax at the place named.'),
  GRAPHQL_VALIDATION_FAILED: define(
    400,
    'The document is not valid against the schema.',
    'Introspect the schema as this viewer to see what may be asked.',
  ),
  OPERATION_RESOLUTION_FAILURE: define(
    400,
    'The operation to run is not clear.',
    'Name one operation of the document in "operationName".',
  ),
  OPERATION_NOT_SUPPORTED: define(
    400,
    'The graph accepts queries only.',
    'Send a query. Records are entered by `portcullis ingest`; poll for changes.',
  ),
  BAD_USER_INPUT: define(
    400,
    'A variable or argument has a value that is not allowed.',
    'Check the value at the place named.',
  ),
  SUBJECT_NOT_ALONE: define(
    400,
    "A person's request is asked, answered and agreed to alone: one of them an operation, and nothing beside.",
    'Leave out every other field of the root but __typename; send a second one as an operation of its own.',
  ),
  PERSISTED_DOCUMENT_ID_REQUIRED: define(
    403,
    'This role may run registered documents only.',
    'Register the document and send its "documentId".',
  ),
  PERSISTED_DOCUMENT_NOT_FOUND: define(
    404,
    'No such registered document for this agency and purpose.',
    'Check the documentId, its purpose, and that it has not expired or been revoked.',
  ),
  PERSISTED_QUERY_NOT_SUPPORTED: define(
    400,
    'Documents are not kept after they are sent once.',
    'Send the document itself, or register it and send its "documentId".',
  ),
  DOCUMENTS_UNAVAILABLE: define(
    503,
    'The register of documents did not answer.',
    'Try again shortly, or send the document itself where the role may.',
  ),
  // purpose
  PURPOSE_REQUIRED: define(
    403,
    'This operation needs a purpose.',
    'Send Query-Purpose with one of the allowed purposes.',
  ),
  PURPOSE_NOT_ALLOWED: define(
    403,
    'The stated purpose is not allowed to this viewer.',
    'Send one of the allowed purposes.',
  ),
  CASE_REFERENCE_REQUIRED: define(
    403,
    'This purpose, or what is asked for under it, needs a case reference.',
    'Send Case-Reference in the form of your agency.',
  ),
  CASE_REFERENCE_INVALID: define(
    403,
    'The case reference does not have the form of your agency.',
    'Check the reference.',
  ),
  JUSTIFICATION_INVALID: define(
    400,
    'The justification is not percent-encoded UTF-8 of at most 2000 characters.',
    'Percent-encode it, or send extensions.justification.',
  ),
  // export
  EXPORT_NOT_PERMITTED: define(
    403,
    'This viewer may not take answers along for this purpose.',
    'Ask by POST /graphql instead. Who may export, for which purposes, stands under `exports` in the matrix.',
  ),
  EXPORT_NOT_POSSIBLE: define(
    400,
    'This operation cannot be exported.',
    'Ask for one connection at the root: `edges { node { … } }`, without `after`.',
  ),
  EXPORT_UNDER_WAY: define(
    429,
    'Another export of this viewer is under way.',
    'Wait until it has ended, or break off its download.',
  ),
  EXPORT_INCOMPLETE: define(
    503,
    'A source did not answer in full, so no file is made of it.',
    'Try again later: in a file, nobody could tell what is missing from what is empty.',
  ),
  EXPORT_TIMED_OUT: define(
    503,
    'The export took longer than an export may.',
    'Narrow the filter, or take the file faster. The operator may raise --export-limit-ms.',
  ),
  POLICY_CHANGED: define(503, 'The policy changed while the file was written.', 'Export again: it is decided anew.'),
  // limits
  OPERATION_TOO_LARGE: define(
    400,
    'The operation is over a structural limit.',
    'Ask for less at once; the limit is named.',
  ),
  OPERATION_TOO_COSTLY: define(
    400,
    'The operation could return too much.',
    'Lower "first" or ask for fewer nested lists.',
  ),
  OPERATION_NOT_ANSWERABLE: define(
    400,
    'No source can answer a field of this operation.',
    'The supergraph names all of its fields, but no source has one of them where the operation asks for it.',
  ),
  RATE_LIMITED: define(429, 'The budget of this viewer is used up.', 'Wait for the time named in Retry-After.'),
  LIMITS_UNAVAILABLE: define(
    200,
    'Records of which the viewer may only know that they exist cannot be looked up at present.',
    'Try again later; records that the viewer may see are answered.',
  ),
  LOOKUP_LIMITED: define(
    200,
    'Too many numbers like this one were tried today, so records of which the viewer may only know that they exist are not answered.',
    'Try again tomorrow; records that the viewer may see are answered.',
  ),
  LOOKUP_QUOTA_EXCEEDED: define(
    200,
    'The quota for look-ups by identity is used up.',
    'Wait for the stated seconds. Hits on records of others count, and so do numbers and dates that find nothing.',
  ),
  SUBJECT_LIMITED: define(
    200,
    'You, or your agency, have asked for too many persons today what is held of them; nothing was searched.',
    'Try again tomorrow; the persons asked for today can be asked for again.',
  ),
  SUBJECT_NOT_CONFIGURED: define(
    200,
    'The policy does not say under which law this agency answers persons who ask what is held of them; nothing was searched.',
    'State its regimes under `subjectRequests` in agencies.yaml.',
  ),
  // authorize
  FORBIDDEN: define(403, 'This viewer may not do that.', 'Ask your administrator.'),
  FILTER_NOT_PERMITTED: define(
    403,
    'This viewer may not filter, sort, count or look up by that input.',
    'Leave out the input named.',
  ),
  // audit
  AUDIT_UNAVAILABLE: define(
    503,
    'The audit log cannot be written, so nothing may be shown.',
    'Try again shortly; on a slow machine the operator may raise --log-timeout-ms.',
  ),
  AUDIT_UNWITNESSED: define(
    503,
    'No quorum of witnesses has cosigned the audit log for a minute, so no personal data are shown.',
    'Try again shortly; the server log tells the operator what is wrong with each witness.',
  ),
  AUDIT_FORKED: define(
    503,
    'The audit log is not what its writer committed, so nothing is written or shown.',
    'The server log has both heads for the operator; see docs/operations/forked.md.',
  ),
  AUDIT_HELD: define(
    409,
    'Entries of the audit log are on hold, so nothing is destroyed.',
    'portcullis audit hold names the hold; portcullis audit hold --release ends it, with a reason.',
  ),
  // ingest
  INGEST_ROLLED_BACK: define(
    422,
    'Too many records of the delivery could not be read; nothing of it was stored.',
    'See why with portcullis quarantine --run RUN; then repair the file, name another format, or raise --max-bad.',
  ),
  // execute
  SOURCE_UNAVAILABLE: define(200, 'A source did not answer.', 'The other sources were served; try again later.'),
  SOURCE_TIMEOUT: define(
    200,
    'A source took too long.',
    'The other sources were served; ask for less, or try again. The operator may raise --source-timeout-ms.',
  ),
  SOURCE_PROTOCOL_ERROR: define(
    200,
    'A source gave an answer that breaks its contract.',
    'The other sources were served; the operator has been told.',
  ),
  SOURCE_ERROR: define(
    200,
    'A source could not answer part of the operation.',
    'The rest was served; tell the operator the requestId.',
  ),
  CURSOR_INVALID: define(
    200,
    'The cursor is not valid for this viewer, filter, sort and day.',
    'Start again without a cursor.',
  ),
  WITHHELD: define(200, 'A value is withheld by policy.', 'See extensions.withheld; it is never an entry of errors.'),
  CLIENT_CLOSED: define(499, 'The client disconnected before the answer.', 'Nothing was sent; try again.'),
  DEADLINE_EXCEEDED: define(
    503,
    'The request took too long.',
    'Ask for less, or try again. The operator may raise --deadline-ms.',
  ),
  SHUTTING_DOWN: define(503, 'The server is stopping.', 'Try again.'),
  DATABASE_REFUSED: {
    ...define(
      500,
      'The database refused a statement of Portcullis.',
      'Tell the operator the requestId; its version, an extension or a right is not as expected.',
    ),
    audience: 'internal',
  },
  INTERNAL: { ...define(500, 'Something went wrong here.', 'Tell the operator the requestId.'), audience: 'internal' },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errorRegistry;

/** Whether a code and its message are for the operator alone: a client is told that something went wrong. */
export function isInternal(code: ErrorCode): boolean {
  return errorRegistry[code].audience === 'internal';
}

/** What an error may carry to the client besides its code. Never a record's value, SQL or an internal address. */
export interface ErrorDetails {
  /** Replaces the registry's message; must be built from the client's own words. */
  readonly message?: string;
  /** Replaces the registry's hint. */
  readonly hint?: string;
  /** The input, header or coordinate at fault, e.g. `Query.persons(filter:).birthDate`. */
  readonly at?: string;
  /** Further safe facts: `allowed`, `limit`, `source`, `retryAfterSeconds`. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Places in the client's document. */
  readonly nodes?: readonly ASTNode[];
  /** Response path of a partial answer's error. */
  readonly path?: readonly (string | number)[];
  readonly cause?: unknown;
  /** Further errors of the same check, to be told with it. */
  readonly more?: readonly PortcullisError[];
}

/** The one error class: a registry code, safe details, and the HTTP status. */
export class PortcullisError extends GraphQLError {
  readonly code: ErrorCode;
  readonly http: number;
  /** Further errors of the same check, to be told with it. */
  readonly more: readonly PortcullisError[];

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    const row = errorRegistry[code];
    super(details.message ?? row.message, {
      ...(details.nodes ? { nodes: details.nodes } : {}),
      ...(details.path ? { path: details.path } : {}),
      ...(details.cause instanceof Error ? { originalError: details.cause } : {}),
      extensions: { code, ...(details.at ? { at: details.at } : {}), hint: details.hint ?? row.hint, ...details.facts },
    });
    this.name = 'PortcullisError';
    this.code = code;
    this.http = row.http;
    this.more = details.more ?? [];
  }
}

/** An error that the user can correct: `more` is the hint, or details with it. */
export function badUserInput(message: string, more: string | Omit<ErrorDetails, 'message'> = {}): PortcullisError {
  return new PortcullisError('BAD_USER_INPUT', { message, ...(typeof more === 'string' ? { hint: more } : more) });
}

/** True for any `PortcullisError`, including one from another copy of this module. */
export function isPortcullisError(error: unknown): error is PortcullisError {
  return error instanceof Error && error.name === 'PortcullisError' && 'code' in error;
}

function define(http: number, message: string, hint: string): ErrorDefinition {
  return { http, audience: 'client', message, hint };
}
