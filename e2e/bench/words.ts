// npm run bench:words: what is missed of a first word where not all voices are forwarded (VOICES=1, three people), in
// milliseconds: from the sound at one microphone to the sound at another's speaker, beside the same where all are.
// Arguments: how many words (20).
import { launchChromium } from '../harness/browsers.ts';
import { ParleyServer } from '../harness/ParleyServer.ts';
import { Person } from '../harness/Person.ts';
import { installVoice } from '../harness/voice.ts';

const words = Number(process.argv[2] ?? 20);
const goal = 200;
/** Milliseconds of silence before a word: longer than a voice is forwarded after its last. */
const silence = 3_000;

declare global {
  interface Window {
    /** Resolves when a person's voice is loud here. Milliseconds since 1970. */
    parleyHear(participantId: string): Promise<number>;
  }
}

/** Runs in the page before its own scripts. */
function installEar(): void {
  const now = () => performance.timeOrigin + performance.now();
  const context = new AudioContext();
  const meter = `registerProcessor('loud', class extends AudioWorkletProcessor {
    process([input]) {
      if (input[0]?.some((sample) => Math.abs(sample) > 0.02)) this.port.postMessage('loud');
      return true;
    }
  });`;
  const ready = context.audioWorklet.addModule(
    URL.createObjectURL(new Blob([meter], { type: 'text/javascript' })),
  );
  window.parleyHear = async (participantId) => {
    await ready;
    const voice = document.querySelector<HTMLAudioElement>(`audio[data-voice-of="${participantId}"]`);
    if (!(voice?.srcObject instanceof MediaStream)) throw new Error('there is no voice');
    const source = context.createMediaStreamSource(voice.srcObject);
    const node = new AudioWorkletNode(context, 'loud', { numberOfOutputs: 0 });
    source.connect(node);
    const heard = new Promise<number>((resolve) => {
      node.port.addEventListener('message', () => resolve(now()), { once: true });
    });
    node.port.start();
    return heard.finally(() => source.disconnect());
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** How long each word takes from mouth to ear. */
async function delays(settings: Record<string, string>): Promise<number[]> {
  const server = await ParleyServer.start({ DIRECT_CALLS: 'false', ...settings });
  const browser = await launchChromium();
  const url = `${server.url}/r/bench`;
  const enter = async (name: string) => {
    const person = await Person.at(browser, url, name, [installVoice, installEar]);
    await person.join();
    return person;
  };
  const [ana, ben] = [await enter('Ana'), await enter('Ben')];
  await enter('Cy');
  const found: number[] = [];
  for (let word = 0; word < words; word += 1) {
    await pause(silence);
    const id = await ben.tile('Ana').getAttribute('data-participant-id');
    const heard = ben.page.evaluate((of) => window.parleyHear(of ?? ''), id);
    const said = await ana.page.evaluate(() => window.parleyVoice.say(true));
    found.push((await heard) - said);
    await ana.page.evaluate(() => window.parleyVoice.say(false));
  }
  await browser.close();
  await server.stop();
  return found.toSorted((a, b) => a - b);
}

const summary = (sorted: readonly number[]) => ({
  p50: Math.round(sorted[sorted.length >> 1] ?? 0),
  worst: Math.round(sorted.at(-1) ?? 0),
});

const all = await delays({ VOICES: '8' });
const chosen = await delays({ VOICES: '1' });
const base = all[all.length >> 1] ?? 0;
console.log(`\nFrom mouth to ear, ms (goal: at most ${goal} missed of a word)`);
console.table({
  'all voices forwarded': summary(all),
  'only who speaks': summary(chosen),
  'missed of a word': summary(chosen.map((delay) => Math.max(0, delay - base))),
});
