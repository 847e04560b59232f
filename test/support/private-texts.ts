/** Texts that a deny-list does not recognise and that nobody has declared: none of them may be sent. */
export const PRIVATE_TEXTS: readonly (readonly [kind: string, text: string])[] = [
  ["a prompt", "Summarise the merger plan for the board"],
  ["a function's source", "function margin(price) { return price * 0.37; }"],
  ["a person's name", "Jane Smith"],
  ["SQL", "SELECT salary FROM staff WHERE name = 'Smith'"],
  ["a file", "clients/globex/contract.md"],
  ["a branch", "feature/globex-takeover"],
  ["a commit message", "fix: hide the layoffs from the report"],
  ["a command line", "deploy --customer globex --region eu"],
  ["a URL", "https://wiki.globex.example/roadmap"],
  ["a path", "/home/jane/globex/plan.md"],
  ["a sentence", "The takeover is on Friday."],
  ["a JSON text", '{"customer":"globex","price":12}'],
];
