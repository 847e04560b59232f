/** Tests the store in ClickHouse, on the engine in this process. */
import { afterAll } from "vitest";
import { describeStore } from "../store/contract.js";
import { closeEngine, openClickHouse } from "./engine.js";

afterAll(closeEngine);

describeStore("ClickHouse", (name, tables) => openClickHouse(name, tables));
