// Imported for what an import costs that brings nothing.
export {};
