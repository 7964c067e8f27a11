import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

/** Makes a CPU profile of this thread from the first SIGUSR2 to the second, and writes it to `file`. */
export function profileOnSignal(file) {
  const session = new Session();
  session.connect();
  const post = (method, params) =>
    new Promise((resolve, reject) => {
      session.post(method, params, (error, result) => (error ? reject(error) : resolve(result)));
    });
  let running = false;
  process.on('SIGUSR2', async () => {
    running = !running;
    if (running) {
      await post('Profiler.enable');
      await post('Profiler.setSamplingInterval', { interval: 200 });
      await post('Profiler.start');
      return;
    }
    const { profile } = await post('Profiler.stop');
    writeFileSync(file, JSON.stringify(profile));
  });
}
