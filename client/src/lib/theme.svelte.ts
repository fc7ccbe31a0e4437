// Light, dark, or as the system has it.
export type Theme = 'system' | 'light' | 'dark';

class Look {
  theme = $state<Theme>(kept());

  use(theme: Theme): void {
    this.theme = theme;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    try {
      if (theme === 'system') localStorage.removeItem('theme');
      else localStorage.setItem('theme', theme);
    } catch { /* lasts as long as the page */ }
  }
}

function kept(): Theme {
  const now = globalThis.document?.documentElement.dataset.theme;
  return now === 'light' || now === 'dark' ? now : 'system';
}

export const look = new Look();
