import { Button, Label, Radio, RadioGroup } from 'react-aria-components';
import { type Draft, subjectSources } from '../../../../subject/index.js';
import { requestTexts } from '../../../texts/requests.js';
import { choosePerson, twinsIn } from '../draft/choices.js';
import type { Decided } from '../work.js';

const texts = requestTexts.twins;

/** Several people of one name and date of birth: the letter goes to one of them. */
export function Twins(props: {
  readonly draft: Draft;
  change(draft: Draft): void;
  readonly decided: Decided;
  again(more: Partial<Decided>): void;
}) {
  const { draft, change, decided, again } = props;
  const twins = twinsIn(draft);
  if (twins.length < 2) return null;
  const found = subjectSources.flatMap((source) => draft.answer[source].found);
  const idsOf = (person: number) => found.filter(({ twin }) => twin === person).map(({ id }) => id);
  const others = found.filter(({ twin }) => twin !== null && twin !== draft.person).map(({ id }) => id);
  return (
    <section className="notice notice-partial">
      <h3>{texts.heading}</h3>
      <p>{texts.about}</p>
      <RadioGroup
        value={draft.person === null ? null : String(draft.person)}
        onChange={(person) => change(choosePerson(draft, Number(person)))}
      >
        <Label>{texts.choose}</Label>
        {twins.map((person) => (
          <Radio key={person} value={String(person)} className="radio">
            {requestTexts.found.twin(person)}{' '}
            <bdi className="small mono">{texts.holdings(idsOf(person).join(', '))}</bdi>
          </Radio>
        ))}
      </RadioGroup>
      {draft.person !== null && (
        <Button className="button" onPress={() => again({ excluded: [...new Set([...decided.excluded, ...others])] })}>
          {texts.button}
        </Button>
      )}
    </section>
  );
}
