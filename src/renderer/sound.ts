import type { Verdict } from '../domain/decision/decision.ts';

/** One tone: when it starts after the cue, how high, how long. */
interface Tone {
  readonly atSeconds: number;
  readonly hertz: number;
  readonly seconds: number;
}

/** The tones can be told apart with closed eyes: yes is one short high tone, ask two, no a longer low one. */
const CUES: Record<Exclude<Verdict, 'info'>, readonly Tone[]> = {
  yes: [{ atSeconds: 0, hertz: 1046, seconds: 0.12 }],
  ask: [
    { atSeconds: 0, hertz: 660, seconds: 0.12 },
    { atSeconds: 0.2, hertz: 660, seconds: 0.12 },
  ],
  no: [{ atSeconds: 0, hertz: 196, seconds: 0.5 }],
};

/** Prevents clicks at the start and end of a tone. */
const RAMP_SECONDS = 0.01;

let context: AudioContext | null = null;

/** Sounds a verdict; `info` is silent. Without an audio device it does nothing: the screen says the same. */
export function playCue(verdict: Verdict, volume: number): void {
  if (verdict === 'info' || volume <= 0 || typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  void context.resume();
  for (const tone of CUES[verdict]) playTone(context, tone, volume);
}

function playTone(audio: AudioContext, tone: Tone, volume: number): void {
  const start = audio.currentTime + tone.atSeconds;
  const end = start + tone.seconds;
  const gain = audio.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(volume, start + RAMP_SECONDS);
  gain.gain.setValueAtTime(volume, end - RAMP_SECONDS);
  gain.gain.linearRampToValueAtTime(0, end);
  const oscillator = audio.createOscillator();
  oscillator.frequency.value = tone.hertz;
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(end);
}
