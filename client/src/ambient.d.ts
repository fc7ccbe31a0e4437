// What the build gives besides TypeScript modules.
declare module 'messages:*' {
  const catalogue: Record<string, (data?: Record<string, unknown>) => string>;
  export default catalogue;
}
declare module '*.woff2' {
  const address: string;
  export default address;
}
declare module '*.css';
