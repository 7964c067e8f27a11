import { parseNamed, writeNamed } from '../../auditlog/entry/named.js';
import { isForked } from '../../auditlog/forked.js';
import { noAnswer } from '../../auditlog/opening/connection.js';
import type { Registering } from '../../auditlog/types.js';
import { PortcullisError } from '../../schema/errors.js';
import { isOutOfReach } from '../../storage/pool/databaseErrors.js';
import type { Order, Report } from './messages.js';

/** The primary's side: names the log of the process that asks in the register, and answers it. */
export async function nameLog(register: Registering, log: string): Promise<Order> {
  try {
    const head = await register.opened(log);
    return { type: 'named', head: writeNamed({ ...head, state: 'SEEN' }), isWhole: register.isWhole() };
  } catch (error) {
    const code = isForked(error) ? 'AUDIT_FORKED' : 'AUDIT_UNAVAILABLE';
    const reason = error instanceof Error ? error.message : String(error);
    return { type: 'unnamed', code, reason, mayPass: isOutOfReach(error) };
  }
}

/** The side of the process that writes the log: the register is its primary's. The primary sees itself when a log is closed. */
export function registerOfPrimary(report: (message: Report) => Promise<void>): Registering {
  let isWhole = true;
  let answer: (order: Order) => void = () => undefined;
  process.on('message', (order: Order) => {
    if (order.type === 'named' || order.type === 'whole') isWhole = order.isWhole;
    if (order.type === 'named' || order.type === 'unnamed') answer(order);
  });
  return {
    async opened(log) {
      const answered = new Promise<Order>((resolve) => {
        answer = resolve;
      });
      await report({ type: 'log', log });
      const order = await answered;
      const head = order.type === 'named' ? parseNamed(order.head) : null;
      if (head) return head;
      throw new PortcullisError(order.type === 'unnamed' ? order.code : 'AUDIT_UNAVAILABLE', {
        message: order.type === 'unnamed' ? order.reason : 'The register gave no valid head.',
        ...(order.type === 'unnamed' && order.mayPass ? { cause: noAnswer } : {}),
      });
    },
    closed: () => undefined,
    isWhole: () => isWhole,
  };
}
