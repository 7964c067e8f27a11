import { PortcullisError } from '../../schema/errors.js';

/** Why a file's bytes end before they should. */
export type DamageReason = 'file.truncated' | 'file.damaged';

/**
 * The bytes of a file end here, and not where they should: what came before is good, what would follow is lost.
 *
 * @remarks Readers of records turn it into a last defect, so that no record that was read is lost with those that are.
 */
export class InputDamage extends PortcullisError {
  readonly reason: DamageReason;

  constructor(reason: DamageReason, message: string) {
    super('BAD_USER_INPUT', {
      message,
      facts: { hint: 'Fetch the file again; what was read of it before this place is good.' },
    });
    this.reason = reason;
  }
}
