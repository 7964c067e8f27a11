/** The articles of an act that a letter cites. */
export interface Articles {
  /** Right of access. */
  readonly access: string;
  readonly rectification: string;
  readonly erasure: string;
  readonly restriction: string;
  /** To object; null where the act has no such right. */
  readonly objection: string | null;
  readonly complaint: string;
  readonly remedy: string;
  /** The supervisor exercises the right in the person's place; null where the act has no such way. */
  readonly bySupervisor: string | null;
  /** A remedy against the supervisor. */
  readonly remedyAgainstSupervisor: string;
  /** Data in the files of criminal proceedings; null where the act has no such rule. */
  readonly proceedings: string | null;
  /** Whether the answer says what there is of automated decisions. */
  readonly tellsOfAutomation: boolean;
}

const general: Articles = {
  access: '15',
  rectification: '16',
  erasure: '17',
  restriction: '18',
  objection: '21',
  complaint: '77',
  remedy: '79',
  bySupervisor: null,
  remedyAgainstSupervisor: '78',
  proceedings: null,
  tellsOfAutomation: true,
};

const lawEnforcement: Articles = {
  access: '14',
  rectification: '16(1)',
  erasure: '16(2)',
  restriction: '16(3)',
  objection: null,
  complaint: '52',
  remedy: '54',
  bySupervisor: '17',
  remedyAgainstSupervisor: '53',
  proceedings: '18',
  tellsOfAutomation: false,
};

const unionBodies: Articles = {
  ...general,
  access: '17',
  rectification: '18',
  erasure: '19',
  restriction: '20',
  objection: '23',
  complaint: '63',
  remedy: '64',
  remedyAgainstSupervisor: '64',
};

// Article 2(2): of the rest of the act nothing but Article 3 applies to operational personal data.
const operationalData: Articles = {
  ...lawEnforcement,
  access: '80',
  rectification: '82(1)',
  erasure: '82(2)',
  restriction: '82(3)',
  complaint: '80(f)',
  remedy: '81(2)',
  bySupervisor: '84',
  remedyAgainstSupervisor: '84(3)',
  proceedings: '83',
};

/**
 * The articles of a regime, by the number of its act; null for an act that is not known here, of which a letter cites none. Which of them
 * were read against a text, and which a lawyer has yet to check, docs/SUBJECT.md says.
 *
 * @param regime as agencies.yaml names it, e.g. `Regulation (EU) 2018/1725, Chapter IX`
 * @see Regulation (EU) 2016/679; Directive (EU) 2016/680; Regulation (EU) 2018/1725, Chapter III and, for operational personal data, IX
 */
export function articlesOf(regime: string): Articles | null {
  if (regime.includes('2016/680')) return lawEnforcement;
  if (regime.includes('2016/679')) return general;
  if (!regime.includes('2018/1725')) return null;
  return /chapter\s+IX\b|chapitre\s+IX\b/i.test(regime) ? operationalData : unionBodies;
}
