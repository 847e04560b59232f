export async function comparePeers() {}
