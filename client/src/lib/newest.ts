// What is asked for again and again: only the newest answer is taken, and whoever asked waits for that one.

/** ask: what it takes; where it is refused, what is known stays. forget: an answer that is under way is older than what is known. */
export function newest<T>(ask: () => Promise<T>, take: (answer: T) => void): { read: () => Promise<void>; forget: () => void } {
  let last: Promise<void> = Promise.resolve();
  function read(): Promise<void> {
    const mine: Promise<void> = ask()
      .then((answer) => { if (last === mine) take(answer); }, () => undefined)
      .then(() => (last === mine ? undefined : last));
    return (last = mine);
  }
  return { read, forget: () => { last = Promise.resolve(); } };
}
