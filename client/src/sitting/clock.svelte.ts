// The time of day for what counts minutes on the screen, while anything does.
import { createSubscriber } from 'svelte/reactivity';

const PACE = 5_000;
const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, PACE);
  return () => clearInterval(timer);
});

export const clock = {
  get now(): number {
    subscribe();
    return Date.now();
  },
};
