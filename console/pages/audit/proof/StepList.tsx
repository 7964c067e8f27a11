import { type Step, type Verdict, verdictOf } from '../../../audit/steps.js';
import { Fold } from '../../../parts/controls/Fold.js';
import { auditTexts } from '../../../texts/audit.js';

const texts = auditTexts.check;

/** The steps of a check, and what they come to. */
export function StepList(props: {
  readonly steps: readonly Step[];
  readonly verdict?: Verdict;
  /** What each verdict means here. */
  readonly words?: Readonly<Record<Verdict, string>>;
}) {
  const { steps, verdict = verdictOf(steps), words = texts.verdictWords } = props;
  return (
    <div className="checked">
      <p className={`verdict verdict-${verdict}`} role="status">
        <strong>{texts.verdicts[verdict]}</strong> {words[verdict]}
      </p>
      <ol className="steps" aria-label={texts.steps}>
        {steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a check never move
          <li key={at} className={`step step-${step.state}`}>
            <span className="step-state">{texts.states[step.state]}</span>
            <span className="step-name">{auditTexts.names[step.name]}</span>
            <div>
              <bdi>{auditTexts.steps[step.words](step.values)}</bdi>
              <Hashes step={step} />
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Hashes({ step: { values, nodes = [] } }: { readonly step: Step }) {
  const hash = values.leafHash ?? values.header ?? values.root;
  return (
    <>
      {hash !== undefined && hash !== '' && <p className="mono hash">{hash}</p>}
      {nodes.length > 0 && (
        <Fold title={texts.nodes(nodes.length)} level={3}>
          {() => (
            <ol className="nodes">
              {nodes.map((node) => (
                <li key={node} className="mono">
                  {node}
                </li>
              ))}
            </ol>
          )}
        </Fold>
      )}
    </>
  );
}
