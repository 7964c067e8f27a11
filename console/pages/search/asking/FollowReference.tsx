import { Link } from '@tanstack/react-router';
import { AnswerView } from '../../../parts/AnswerView.js';
import { useAnswer } from '../../../parts/useAnswer.js';
import { searchTexts } from '../../../texts/search.js';
import type { referenceOf } from '../references.js';
import { HitReference } from '../search.gql.js';

const texts = searchTexts.reference;

/** Where a public id, or the reference of a hit, leads. Nothing is opened unasked: each record that is opened is a look. */
export function FollowReference(props: { readonly reference: NonNullable<ReturnType<typeof referenceOf>> }) {
  const { kind, id } = props.reference;
  if (kind === 'hit') return <FollowHit reference={id} />;
  return (
    <p role="status">
      {texts.record} <OpenRecord id={id} />
    </p>
  );
}

function FollowHit({ reference }: { readonly reference: string }) {
  return (
    <>
      <p>{texts.hit}</p>
      <AnswerView asked={useAnswer(HitReference, { reference })}>
        {({ data: { hitRecord } }) =>
          hitRecord ? (
            <p role="status">
              {texts.found} <OpenRecord id={hitRecord.id} />
            </p>
          ) : (
            <p role="status">{texts.notFound}</p>
          )
        }
      </AnswerView>
    </>
  );
}

function OpenRecord({ id }: { readonly id: string }) {
  return (
    <Link to="/record/$id" params={{ id }}>
      {texts.open}
    </Link>
  );
}
