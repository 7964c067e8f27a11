import { PortcullisError } from '../../schema/errors.js';

/** Why a file's bytes end before they should. */
export type DamageReason = 'file.truncated' | 'file.damaged';

/**
 * The bytes of a file end early: what came before is good, the rest is lost.
 *
 * @remarks Readers of records turn it into a last defect, so that the records before it are kept.
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
