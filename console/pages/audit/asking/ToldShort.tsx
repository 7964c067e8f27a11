import { auditTexts as texts } from '../../../texts/audit.js';

/** A subject of an answer, as far as a row shows it. */
export interface Told {
  readonly type?: string | null;
  readonly id?: string | null;
  readonly hit?: boolean | null;
  readonly presence?: boolean | null;
  readonly asked?: boolean | null;
}

const FEW = 3;

/** The first subjects of an answer; the entry has them all. */
export function ToldShort({ told }: { readonly told: readonly Told[] }) {
  return (
    <ul className="told">
      {told.slice(0, FEW).map((each) => (
        <li key={`${each.type} ${each.id}`}>
          <bdi>
            {each.type} <span className="mono">{each.id}</span>
          </bdi>
          {howTold(each) !== undefined && <span className="small"> {howTold(each)}</span>}
        </li>
      ))}
      {told.length > FEW && <li className="small">{texts.more(told.length - FEW)}</li>}
    </ul>
  );
}

/** How much was told, where it was not shown. */
export function howTold({ hit, presence, asked }: Told): string | undefined {
  if (hit) return texts.told.hit;
  if (presence) return texts.told.presence;
  return asked ? texts.told.asked : undefined;
}
