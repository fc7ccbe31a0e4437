// One quiet voice for screen readers: what comes close together is said together.
class Said {
  text = $state('');
  #next: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string, wait = 1_200): void {
    if (!this.#next.includes(text)) this.#next.push(text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.text = this.#next.slice(-4).join('. '); this.#next = []; }, wait);
  }
}

export const said = new Said();
