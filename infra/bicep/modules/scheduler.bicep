// A Durable Task Scheduler with one hub: for offices that want its dashboard, or more throughput than storage queues give.
param name string
param location string
param hubName string
param tags object

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { name: 'Consumption' }
    // Required; an empty list blocks everything. Who calls must have the role besides.
    ipAllowlist: ['0.0.0.0/0']
  }
}

resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = {
  parent: scheduler
  name: hubName
}

// Orchestrations hold ids, instants and counts only; what has ended is of no use after a month.
resource retention 'Microsoft.DurableTask/schedulers/retentionPolicies@2025-11-01' = {
  parent: scheduler
  name: 'default'
  properties: {
    retentionPolicies: [
      { retentionPeriodInDays: 30, orchestrationState: 'Completed' }
      { retentionPeriodInDays: 90 }
    ]
  }
}

output name string = scheduler.name
output endpoint string = scheduler.properties.endpoint
output dashboardUrl string = hub.properties.dashboardUrl
