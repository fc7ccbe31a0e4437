// How this person writes in notes: with formatting, or in a plain text field as screen readers on phones need it.
export type Typing = 'full' | 'plain';

class Wish {
  typing = $state<Typing>(kept());

  use(typing: Typing): void {
    this.typing = typing;
    try {
      if (typing === 'full') localStorage.removeItem('typing');
      else localStorage.setItem('typing', typing);
    } catch { /* lasts as long as the page */ }
  }
}

function kept(): Typing {
  try { return localStorage.getItem('typing') === 'plain' ? 'plain' : 'full'; } catch { return 'full'; }
}

export const wish = new Wish();
