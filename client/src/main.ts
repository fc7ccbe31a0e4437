// The web client begins here.
import './app.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { first_language, words } from './lib/i18n.svelte';
import { session } from './lib/session.svelte';

await words.use(first_language());
mount(App, { target: document.getElementById('app')! });
void session.start();
