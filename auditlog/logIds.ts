/*
 * An instance names its logs: `main` itself, for what it answers, `main.cli` of its operators, and `main.register`, which names the
 * others. An instance's own name has no dot.
 */

const operators = '.cli';
const register = '.register';

/** The log of an instance's operators. */
export function operatorLogId(instance: string): string {
  return `${instance}${operators}`;
}

/** The log that names the logs of an instance, and the registers of others. */
export function registerLogId(instance: string): string {
  return `${instance}${register}`;
}

/** True for the register of any instance. */
export function isRegister(log: string): boolean {
  return log.endsWith(register);
}

/** True for a log of answers, which receipts name: not for one of operators, nor for a register. */
export function isOfAnswers(log: string): boolean {
  return !log.endsWith(operators) && !isRegister(log);
}

/** True for an instance's logs: its own, its operators', its register. */
export function isLogOf(instance: string, log: string): boolean {
  return instanceOf(log) === instance;
}

/** The instance of a log. */
export function instanceOf(log: string): string {
  return log.split('.', 1)[0] ?? log;
}
