import type { SoughtBy } from '../../../policy/rows/protectedRow.js';
import type { Needs } from '../asked/needs.js';
import type { EnvelopeRow } from '../rows.js';
import { shapeOfType } from '../shape.js';
import type { SourceSession } from '../sourceSession.js';
import { subjectOfRow } from '../wall/linkSubject.js';
import { presenceOf, setPresent } from '../wall/presence.js';
import { projectObject } from '../wall/projection.js';
import type { Identity, ProjectionContext } from '../wall/projectionContext.js';
import { rowVerdict, type VerdictContext } from '../wall/verdict.js';
import type { SourceFixtures } from './fixtures.js';
import { hitKeys, openHit, sealHit } from './hitReference.js';

/** By what a record is sought, the category of that datum, and the question it answers. */
export interface Sought {
  readonly category: string;
  readonly by: SoughtBy;
  readonly question: string;
}

/** The way from a row to a resolver, for one request. */
export interface Projecting extends Pick<SourceSession, 'project' | 'openHit'> {
  /** Projects a row that was sought by a datum: as a hit where it is one, and as null where the datum may not find it. */
  projectSought<Row, Node>(by: Sought, row: Row, toNode: (row: Row) => Node): Node;
}

/** Rows are judged as `judging` says, and become objects of `projection`. */
export function createProjecting(
  { records, categories, keys }: Pick<SourceFixtures, 'records' | 'categories' | 'keys'>,
  judging: VerdictContext,
  projection: ProjectionContext,
): Projecting {
  const { policy, facts, shapes } = judging;
  let sought: Sought | null = null;
  let sealKeys: ReturnType<typeof hitKeys> | undefined;
  const references = () => {
    sealKeys ??= hitKeys(keys.link);
    return sealKeys;
  };
  return {
    openHit: (reference) => openHit(references(), reference),
    projectSought(by, row, toNode) {
      sought = by;
      try {
        return toNode(row);
      } finally {
        sought = null;
      }
    },
    project,
  };

  function project<T extends object>(type: string, row: EnvelopeRow, object: T, needs?: Needs): T | null {
    const shape = shapeOfType(shapes, type);
    const subject = subjectOfRow(policy, facts.asOf, shape, row);
    const verdict = rowVerdict(judging, categories, row, { subject, link: shape.isLink ? { shape, object } : null });
    const { standing } = verdict.record;
    // Why: finding a record by a datum tells that it holds the datum.
    if (sought !== null) {
      const { category, by } = sought;
      if (verdict.decide([category]).decision.effect === 'NONE' || !verdict.envelopeVerdict.isFound(by, category))
        return null;
    }
    if (standing === 'VISIBLE') {
      const stated =
        shape.namesPerson && needs?.has('subject') !== false ? Object.assign({}, object, { subject }) : object;
      const identity = records.includes(type) ? identityOf(row) : undefined;
      return projectObject(projection, shape, stated, verdict, identity, needs) as T;
    }
    // Invariant: a hit is answered under the quota, and only there.
    if (standing !== 'HIT' || sought === null) return null;
    const record = { originator: row.env_originator, id: row.id };
    const reference = sealHit(references(), facts, sought.question, record);
    const shown = projectObject(projection, shape, nothing, verdict, hitIdentity(reference));
    // Why of the row, though nothing of it is shown: a hit says which values exist.
    setPresent(shown, presenceOf(object, shape.fields.keys()));
    return shown as T;
  }
}

/** Whether a projected object is a hit. */
export function isHit(node: object): boolean {
  return String((node as { readonly visibleRef?: unknown }).visibleRef).startsWith(HIT_REFERENCE);
}

const HIT_REFERENCE = 'hit:';

const nothing = Object.freeze({});

function identityOf({ id, ref }: EnvelopeRow): Identity {
  return { id, nodeKey: id, ref, visibleRef: ref, hasHandling: true };
}

/** Its reference for an id, and keys that no source resolves, so that no edge leads on from it. */
function hitIdentity(reference: string): Identity {
  const key = HIT_REFERENCE + reference;
  return { id: reference, nodeKey: reference, ref: key, visibleRef: key, hasHandling: false };
}
